import { Button, Skeleton, useLanguage } from '@redress/ui';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import { answerOf, useApi } from '../api.js';
import { Failure } from '../failure.js';
import { useKeys } from '../keys.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';
import { CaseSearch } from './case-search.js';
import { Changed } from './changed.js';
import { Filters, Order, OtherFilters } from './filters.js';
import { queryOf, type QueueSearch } from './queue-search.js';
import { QueueTable, ROW_PX } from './queue-table.js';
import { Views } from './views.js';
import { useTitle } from '../title.js';

const PAGE_ROWS = 100;
const SKELETON_ROWS = 12;

/** Cases that fit an address, page by page. */
function useQueue(search: QueueSearch) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['queue', search],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/cases', {
          params: {
            query: { ...queryOf(search, Date.now()), limit: PAGE_ROWS, ...(pageParam !== '' && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

function Loading() {
  return (
    <div className="flex flex-col gap-1 p-2">
      {Array.from({ length: SKELETON_ROWS }, (_, row) => (
        <Skeleton key={row} />
      ))}
    </div>
  );
}

/** What can be done with several cases at once. */
function Selection({ selected, onDone }: { readonly selected: ReadonlySet<string>; readonly onDone: () => void }) {
  const say = useSay();
  const api = useApi();
  const queries = useQueryClient();
  const language = useLanguage();
  const { person } = useSession();
  const take = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/api/cases/bulk/assign', {
          params: { header: { 'accept-language': language, 'Idempotency-Key': crypto.randomUUID() } },
          body: { cases: [...selected].map((reference) => ({ reference })), data: { assignee: person } },
        }),
      ),
    onSuccess: async () => {
      onDone();
      await queries.invalidateQueries({ queryKey: ['queue'] });
    },
  });
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-m bg-accent-quiet p-2">
      <span role="status">{say('desk.queue.selected', { count: selected.size })}</span>
      <Button type="button" kind="secondary" disabled={take.isPending} onClick={() => take.mutate()}>
        {say('desk.queue.take')}
      </Button>
      <Button type="button" kind="secondary" onClick={onDone}>
        {say('desk.queue.clear')}
      </Button>
      {take.isError && <Failure error={take.error} />}
    </div>
  );
}

/** Moves the focus from row to row. Rows that are out of sight come into it first. */
function useRowKeys(viewport: RefObject<HTMLDivElement | null>, count: number) {
  const focusRow = (step: number): void => {
    const pane = viewport.current;
    if (pane === null || count === 0) return;
    const focused = document.activeElement?.closest('tr')?.querySelector<HTMLElement>('[data-row]')?.dataset['row'];
    const next = focused === undefined ? 0 : Math.min(count - 1, Math.max(0, Number(focused) + step));
    const link = (): HTMLElement | null => pane.querySelector(`[data-row="${next}"]`);
    const inPage = link();
    if (inPage !== null) {
      inPage.focus();
      return;
    }
    pane.scrollTop = next * ROW_PX;
    requestAnimationFrame(() => link()?.focus());
  };
  return { next: () => focusRow(1), previous: () => focusRow(-1) };
}

function focusedReference(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('tr[data-reference]')?.dataset['reference'];
}

/** Which of the cases are selected, by their references. */
function useSelection() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((reference: string) => {
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(reference)) after.add(reference);
      return after;
    });
  }, []);
  const clear = useCallback(() => setSelected(new Set()), []);
  return { selected, toggle, clear };
}

/** The work queue: views beside it, filters above it, one case on each line. */
export function QueuePage() {
  const say = useSay();
  const navigate = useNavigate();
  const search = useSearch({ from: '/cases' });
  useTitle(say('desk.queue.title'));
  const queue = useQueue(search);
  const { fetchNextPage } = queue;
  const items = useMemo(() => queue.data?.pages.flatMap((page) => page.items) ?? [], [queue.data]);
  const viewport = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const { selected, toggle, clear } = useSelection();
  const rows = useRowKeys(viewport, items.length);
  useKeys({
    j: rows.next,
    k: rows.previous,
    x: () => {
      const reference = focusedReference();
      if (reference !== undefined) toggle(reference);
    },
    '/': () => box.current?.focus(),
    '.': () => {
      const reference = focusedReference();
      if (reference !== undefined) void navigate({ to: '/cases/$reference', params: { reference }, hash: 'actions' });
    },
  });
  const onNearEnd = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  return (
    <div className="flex grow flex-col gap-4 md:flex-row">
      <div className="flex flex-col gap-3 md:w-52 md:shrink-0">
        <Views search={search} />
      </div>
      <div className="flex min-w-0 grow flex-col gap-2">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-xl font-bold">{say('desk.queue.title')}</h1>
          <CaseSearch box={box} />
          <Order search={search} />
        </div>
        <Filters search={search} />
        <OtherFilters search={search} />
        <Changed />
        {selected.size > 0 && <Selection selected={selected} onDone={clear} />}
        {queue.isError && <Failure error={queue.error} onRetry={() => void queue.refetch()} />}
        <div
          ref={viewport}
          role="region"
          tabIndex={0}
          aria-label={say('desk.queue.title')}
          aria-busy={queue.isFetching}
          className="h-[calc(100dvh-14rem)] min-h-80 overflow-auto rounded-m border border-hairline bg-surface"
        >
          {queue.isPending && <Loading />}
          {queue.isSuccess && items.length === 0 && <Empty />}
          {items.length > 0 && (
            <QueueTable
              items={items}
              hasMore={queue.hasNextPage}
              onNearEnd={onNearEnd}
              selected={selected}
              onSelect={toggle}
              viewport={viewport}
            />
          )}
        </div>
      </div>
    </div>
  );
}

function Empty() {
  const say = useSay();
  return (
    <div className="p-6">
      <p className="font-semibold">{say('desk.queue.empty')}</p>
      <p className="text-muted">{say('desk.queue.empty-hint')}</p>
    </div>
  );
}
