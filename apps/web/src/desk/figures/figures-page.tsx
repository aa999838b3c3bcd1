import type { components } from '@redress/api-client';
import type { DeskTextKey } from '@redress/texts/desk';
import { DayField, Skeleton, useLanguage } from '@redress/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { answerOf, useApi } from '../api.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import type { QueueSearch } from '../queue/queue-search.js';
import { useSay } from '../say.js';
import { CHANNEL, isWordOf, SEVERITY, STATUS, UPHELD, type WordList } from '../words.js';
import { WordSelect } from '../word-select.js';
import { BUCKET, DIMENSION, type FiguresDimension, type FiguresSearch, MEASURE } from './figures-search.js';
import { useTitle } from '../title.js';

// Charts weigh more than the rest of the application, which most people never open with figures.
const Chart = lazy(async () => ({ default: (await import('./chart.js')).Chart }));

const TOP = 10;
const NO_NUMBER = '–';

/** The part of a query that all figures share: the range, and days, weeks and months as the reader counts them. */
function useRange({ from, to }: FiguresSearch) {
  const language = useLanguage();
  return useMemo(
    () => ({
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      calendar: language === 'fa' ? ('persian' as const) : ('gregory' as const),
      weekStart: language === 'fa' ? ('saturday' as const) : ('monday' as const),
    }),
    [from, to, language],
  );
}

interface Column {
  readonly name: DeskTextKey;
  readonly isNumber?: boolean;
}

/** Figures as a table, which prints and is read aloud. */
function Table({
  caption,
  columns,
  rows,
}: {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly ReactNode[])[];
}) {
  const say = useSay();
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full border-separate border-spacing-0">
        <caption className="py-2 text-start text-muted">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name, isNumber }) => (
              <th
                key={name}
                scope="col"
                className={`border-b border-line px-2 ${isNumber === true ? 'text-end' : 'text-start'}`}
              >
                {say(name)}
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
                  key={columns[column]?.name}
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
  );
}

function Panel({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="min-w-0 rounded-m border border-hairline bg-surface p-3">
      <h2 className="text-l font-bold">{title}</h2>
      {children}
    </section>
  );
}

function Summary({ search }: { readonly search: FiguresSearch }) {
  const say = useSay();
  const api = useApi();
  const range = useRange(search);
  const { number, share, full } = useMoments();
  const summary = useQuery({
    queryKey: ['figures', 'summary', range],
    queryFn: () =>
      answerOf(api.GET('/api/analytics/summary', { params: { query: { ...range, groupBy: ['status'] } } })),
    placeholderData: keepPreviousData,
  });
  if (summary.isPending) return <Skeleton />;
  if (summary.isError) return <Failure error={summary.error} onRetry={() => void summary.refetch()} />;
  const { rows, total, suppressedGroups, at, lagEvents } = summary.data;
  const rate = (value: number | null): string => (value === null ? say('desk.figures.no-value') : share(value));
  return (
    <Panel title={say('desk.figures.summary')}>
      <p>{say('desk.figures.stand', { total, at: full(at) })}</p>
      {lagEvents !== null && lagEvents > 0 && (
        <p className="text-due">{say('desk.figures.behind', { events: lagEvents })}</p>
      )}
      {suppressedGroups > 0 && <p>{say('desk.figures.suppressed', { groups: suppressedGroups })}</p>}
      <Table
        caption={say('desk.figures.summary-caption')}
        columns={[
          { name: 'desk.fact.status' },
          { name: 'desk.figures.count', isNumber: true },
          { name: 'desk.measure.acknowledged-in-time', isNumber: true },
          { name: 'desk.measure.decided-in-time', isNumber: true },
        ]}
        rows={rows.map(({ group, count, acknowledgedInTimeRate, decidedInTimeRate }) => [
          <GroupName key="group" by="status" value={Object.values(group)[0]} />,
          number(count),
          rate(acknowledgedInTimeRate),
          rate(decidedInTimeRate),
        ])}
      />
    </Panel>
  );
}

const GROUP_WORDS: { readonly [dimension in FiguresDimension]?: WordList<string> } = {
  channel: CHANNEL,
  status: STATUS,
  decision: UPHELD,
  severity: SEVERITY,
};

function useGroupName() {
  const say = useSay();
  return (by: FiguresDimension, value: unknown): string => {
    const words = GROUP_WORDS[by];
    if (words !== undefined && isWordOf(words, value)) return say(words[value] ?? 'desk.figures.no-value');
    return typeof value === 'string' || typeof value === 'number' ? String(value) : say('desk.figures.no-value');
  };
}

function GroupName({ by, value }: { readonly by: FiguresDimension; readonly value: unknown }) {
  return <bdi>{useGroupName()(by, value)}</bdi>;
}

type Point = components['schemas']['Timeseries']['series'][number]['points'][number];

function Timeseries({ search }: { readonly search: FiguresSearch }) {
  const say = useSay();
  const api = useApi();
  const range = useRange(search);
  const { number, share, period } = useMoments();
  const measure = search.measure ?? 'received';
  const bucket = search.bucket ?? 'month';
  const series = useQuery({
    queryKey: ['figures', 'timeseries', range, measure, bucket],
    queryFn: () =>
      answerOf(
        api.GET('/api/analytics/timeseries', {
          params: { query: { ...range, measure, bucket, ...(measure === 'clockInTime' && { clock: 'decision' }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
  if (series.isPending) return <Skeleton />;
  if (series.isError) return <Failure error={series.error} onRetry={() => void series.refetch()} />;
  const points: readonly Point[] = series.data.series[0]?.points ?? [];
  const isShare = points.some(({ denominator }) => denominator !== null);
  const format = (value: number): string => (isShare ? share(value) : number(value));
  const shown = ({ value, suppressed }: Point): string => {
    if (suppressed) return say('desk.figures.cell-suppressed');
    return value === null ? say('desk.figures.no-value') : format(value);
  };
  const title = say('desk.figures.by-period', { measure: say(MEASURE[measure]), bucket: say(BUCKET[bucket]) });
  return (
    <Panel title={title}>
      <Suspense fallback={<Skeleton />}>
        <Chart
          kind="line"
          label={title}
          names={points.map(({ from }) => period(from, bucket))}
          values={points.map(({ value }) => value)}
          format={format}
        />
      </Suspense>
      <Table
        caption={say('desk.figures.by-period-caption')}
        columns={[
          { name: 'desk.figures.from' },
          { name: 'desk.figures.numerator', isNumber: true },
          { name: 'desk.figures.denominator', isNumber: true },
          { name: 'desk.figures.value', isNumber: true },
        ]}
        rows={points.map((point) => [
          period(point.from, bucket),
          point.numerator === null ? NO_NUMBER : number(point.numerator),
          point.denominator === null ? NO_NUMBER : number(point.denominator),
          shown(point),
        ])}
      />
    </Panel>
  );
}

/** The queue behind a bar, where the queue has a filter for its dimension. */
function queueBehind(by: FiguresDimension, value: string): QueueSearch | undefined {
  if (by === 'product') return { product: [value] };
  if (by === 'organizationUnit') return { organizationUnit: [value] };
  if (by === 'channel' && isWordOf(CHANNEL, value)) return { channel: [value] };
  if (by === 'status' && isWordOf(STATUS, value)) return { status: [value] };
  return by === 'severity' && isWordOf(SEVERITY, value) ? { severity: [value] } : undefined;
}

function Pareto({ search }: { readonly search: FiguresSearch }) {
  const say = useSay();
  const api = useApi();
  const range = useRange(search);
  const { number, share } = useMoments();
  const nameOf = useGroupName();
  const by = search.by ?? 'product';
  const pareto = useQuery({
    queryKey: ['figures', 'pareto', range, by],
    queryFn: () => answerOf(api.GET('/api/analytics/pareto', { params: { query: { ...range, by, top: TOP } } })),
    placeholderData: keepPreviousData,
  });
  if (pareto.isPending) return <Skeleton />;
  if (pareto.isError) return <Failure error={pareto.error} onRetry={() => void pareto.refetch()} />;
  const { items } = pareto.data;
  const title = say('desk.figures.by', { dimension: say(DIMENSION[by]) });
  return (
    <Panel title={title}>
      <Suspense fallback={<Skeleton />}>
        <Chart
          kind="bar"
          label={title}
          names={items.map(({ value }) => nameOf(by, value))}
          values={items.map(({ numerator }) => numerator)}
          format={number}
        />
      </Suspense>
      <Table
        caption={say('desk.figures.by-caption', { count: pareto.data.denominator })}
        columns={[
          { name: DIMENSION[by] },
          { name: 'desk.figures.count', isNumber: true },
          { name: 'desk.figures.share', isNumber: true },
          { name: 'desk.figures.cumulated', isNumber: true },
        ]}
        rows={items.map(({ value, numerator, share: part, cumulatedShare }) => {
          const behind = queueBehind(by, String(value));
          const name = <GroupName by={by} value={value} />;
          return [
            behind === undefined ? (
              name
            ) : (
              <Link to="/cases" search={behind}>
                {name}
              </Link>
            ),
            number(numerator),
            share(part),
            share(cumulatedShare),
          ];
        })}
      />
    </Panel>
  );
}

function Questions({ search }: { readonly search: FiguresSearch }) {
  const say = useSay();
  const navigate = useNavigate({ from: '/figures' });
  const change = (changed: { readonly [name in keyof FiguresSearch]?: FiguresSearch[name] | undefined }): void => {
    void navigate({
      search: (before: FiguresSearch) =>
        Object.fromEntries(
          Object.entries({ ...before, ...changed }).filter(([, value]) => value !== undefined && value !== ''),
        ),
      replace: true,
    });
  };
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2 print:hidden">
      {(['from', 'to'] as const).map((end) => (
        <DayField
          key={end}
          name={end}
          label={say(end === 'from' ? 'desk.figures.from' : 'desk.figures.to')}
          value={search[end] ?? ''}
          onChoose={(day) => change({ [end]: day })}
          typedHint={say('desk.field.day-hint')}
        />
      ))}
      <WordSelect
        isLabelAbove
        label="desk.figures.measure"
        words={MEASURE}
        chosen={search.measure ?? 'received'}
        onChoose={(measure) => change({ measure })}
      />
      <WordSelect
        isLabelAbove
        label="desk.figures.bucket"
        words={BUCKET}
        chosen={search.bucket ?? 'month'}
        onChoose={(bucket) => change({ bucket })}
      />
      <WordSelect
        isLabelAbove
        label="desk.figures.dimension"
        words={DIMENSION}
        chosen={search.by ?? 'product'}
        onChoose={(by) => change({ by })}
      />
    </div>
  );
}

/** Figures that explain themselves, and lead to the cases behind them. */
export function FiguresPage() {
  const say = useSay();
  const search = useSearch({ from: '/figures' });
  useTitle(say('desk.place.figures'));
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-xl font-bold">{say('desk.place.figures')}</h1>
      <Questions search={search} />
      <Timeseries search={search} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2">
        <Pareto search={search} />
        <Summary search={search} />
      </div>
    </div>
  );
}
