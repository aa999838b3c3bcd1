import type { DeskTextKey } from '@redress/texts/desk';
import { Skeleton } from '@redress/ui';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import type { QueueSearch } from '../queue/queue-search.js';
import { useSay } from '../say.js';
import type { ChartProps } from './chart.js';
import type { Panel } from './dashboards.js';
import type { FiguresAsked } from './question.js';

/** What each kind of panel is given. */
export interface PanelProps {
  readonly panel: Panel;
  readonly question: FiguresAsked;
}

/** What every answer of figures says of itself. */
export interface Standing {
  readonly asOf: string;
  readonly lagEvents: number | null;
}

/** How often figures that lack recorded events are asked for again. */
const LAG_MS = 5_000;

/** Asks for figures; the earlier ones stay until the new ones are there, and those that lag are asked for again. */
export function useFigures<Answer extends Standing>(key: readonly unknown[], ask: () => Promise<Answer>) {
  return useQuery({
    queryKey: ['figures', ...key],
    queryFn: ask,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => ((data?.lagEvents ?? 0) > 0 ? LAG_MS : false),
  });
}

/** A panel with its title, while its figures are awaited, when they fail, and when they are there: with what they stand for. */
export function PanelFrame<Answer extends Standing>({
  title,
  figures,
  children,
}: {
  readonly title: string;
  readonly figures: UseQueryResult<Answer>;
  readonly children: (answer: Answer) => ReactNode;
}) {
  const say = useSay();
  const { full } = useMoments();
  const { data } = figures;
  return (
    <section
      aria-label={title}
      aria-busy={figures.isFetching}
      className="flex min-w-0 break-inside-avoid flex-col rounded-m border border-hairline bg-surface p-3"
    >
      <h2 className="text-l font-bold">{title}</h2>
      {figures.isPending && <Skeleton />}
      {figures.isError && <Failure error={figures.error} onRetry={() => void figures.refetch()} />}
      {data !== undefined && (
        <>
          {children(data)}
          <p className="mt-auto pt-2 text-s text-muted">{say('desk.figures.as-of', { at: full(data.asOf) })}</p>
          {data.lagEvents !== null && data.lagEvents > 0 && (
            <p role="status" className="text-s font-semibold text-due">
              {say('desk.figures.behind', { events: data.lagEvents })}
            </p>
          )}
        </>
      )}
    </section>
  );
}

// Charts weigh more than the rest of the application, which most people never open with figures.
const DrawnChart = lazy(async () => ({ default: (await import('./chart.js')).Chart }));

/** A chart, which is loaded with the first one. Nothing where there is nothing to draw. */
export function PanelChart(props: ChartProps) {
  const say = useSay();
  if (props.names.length === 0) return <p className="py-8 text-muted">{say('desk.figures.empty')}</p>;
  return (
    <Suspense fallback={<div className="h-70" />}>
      <DrawnChart {...props} />
    </Suspense>
  );
}

/** A column of numbers, or of what they are about. */
export interface Column {
  readonly key: string;
  readonly name: string;
  readonly isNumber?: boolean;
}

/** Columns that are called by texts, all but the first with numbers. */
export function useColumns(...names: readonly DeskTextKey[]): readonly Column[] {
  const say = useSay();
  return names.map((name, place) => ({ key: name, name: say(name), isNumber: place > 0 }));
}

/** The figures of a chart as a table, which prints and is read aloud. Closed below its chart, open where there is none. */
export function Numbers({
  caption,
  columns,
  rows,
  isOpen = false,
}: {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly ReactNode[])[];
  readonly isOpen?: boolean;
}) {
  const say = useSay();
  return (
    <details open={isOpen}>
      <summary className="min-h-(--target) cursor-pointer content-center font-semibold">
        {say('desk.figures.numbers')}
      </summary>
      <div className="max-h-96 overflow-auto" tabIndex={0} role="region" aria-label={caption}>
        <table className="w-full border-separate border-spacing-0">
          <caption className="py-2 text-start text-muted">{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ key, name, isNumber }) => (
                <th
                  key={key}
                  scope="col"
                  className={`border-b border-line px-2 ${isNumber === true ? 'text-end' : 'text-start'}`}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              // Rows have no name but what their cells say.
              <tr key={row}>
                {cells.map((cell, column) => (
                  <td
                    key={columns[column]?.key}
                    className={`border-b border-hairline px-2 ltr:tabular-nums ${columns[column]?.isNumber === true ? 'text-end' : ''}`}
                  >
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Words that lead to the cases behind them, where their reader may see these. */
export function ToCases({
  queue,
  children,
}: {
  readonly queue: QueueSearch | undefined;
  readonly children: ReactNode;
}) {
  const words = <bdi>{children}</bdi>;
  if (queue === undefined) return words;
  return (
    <Link to="/cases" search={queue}>
      {words}
    </Link>
  );
}
