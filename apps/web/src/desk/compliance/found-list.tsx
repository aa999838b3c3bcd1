import { buttonClass, Skeleton } from '@redress/ui';
import type { ReactNode } from 'react';
import { writtenSearch } from '../address.js';
import { Failure } from '../failure.js';
import { MoreButton } from '../more-button.js';
import { useSay } from '../say.js';
import { useTitle } from '../title.js';
import { useFieldErrors } from '../use-field-errors.js';

/** Most entries of one page of such a list. */
export const PAGE_ROWS = 50;

/** The instant at which a day of the reader's begins, or the one some days after it. What is no day is left to the API to refuse. */
function beginOfDay(day: string, daysLater = 0): string {
  const [year = NaN, month = NaN, date = NaN] = day.split('-').map(Number);
  const begin = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(begin.getTime()) ? day : begin.toISOString();
}

/** From the beginning of a day of the reader's to the end of another, as the API is asked for it. */
export function betweenDays({ from, to }: { readonly from?: string; readonly to?: string }) {
  return {
    ...(from !== undefined && { from: beginOfDay(from) }),
    ...(to !== undefined && { before: beginOfDay(to, 1) }),
  };
}

/** A list that filters narrow, which is read page by page, and is had as CSV as well. */
export function FoundList<Item>({
  title,
  hint,
  empty,
  found,
  filters,
  exported,
  children,
}: {
  readonly title: string;
  readonly hint: string;
  /** What is said where nothing is found. */
  readonly empty: string;
  readonly found: Parameters<typeof MoreButton>[0]['of'] & {
    readonly data: { readonly pages: readonly { readonly items: readonly Item[] }[] } | undefined;
    readonly error: unknown;
    readonly isPending: boolean;
    readonly isError: boolean;
    readonly isSuccess: boolean;
    readonly refetch: () => Promise<unknown>;
  };
  readonly filters: ReactNode;
  /** The route that gives the same as CSV, and what it is asked for. */
  readonly exported: { readonly path: string; readonly query: Readonly<Record<string, unknown>> };
  /** The row of an entry. */
  readonly children: (item: Item, index: number) => ReactNode;
}) {
  const say = useSay();
  const { errors } = useFieldErrors(found.error);
  useTitle(title);
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-xl font-bold">{title}</h1>
      <p className="max-w-prose">{hint}</p>
      {filters}
      {found.isPending && <Skeleton />}
      {found.isError && errors.length === 0 && <Failure error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && items.length === 0 && <p className="text-muted">{empty}</p>}
      {items.length > 0 && (
        <p>
          <a download href={`${exported.path}${writtenSearch(exported.query)}`} className={buttonClass('secondary')}>
            {say('desk.access.export')}
          </a>
        </p>
      )}
      <ol className="flex list-none flex-col">{items.map(children)}</ol>
      <MoreButton of={found} />
    </div>
  );
}
