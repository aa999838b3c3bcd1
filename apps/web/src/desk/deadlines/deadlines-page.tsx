import { getLocalTimeZone, today } from '@internationalized/date';
import { localeOf } from '@redress/texts/desk';
import { dayWords, directionOf } from '@redress/texts/web';
import { Button, Code, Skeleton, useLanguage } from '@redress/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { answerOf, useApi } from '../api.js';
import { Assignee } from '../colleagues.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { useTitle } from '../title.js';
import { type QueueRow, STATUS } from '../words.js';
import { dayAfterKey, type GridDay, monthAfter, type MonthGrid, monthGrid } from './month-grid.js';

const PAGE_ROWS = 200;
/** More than this many cases due in a month are not read for it. */
const PAGES_MAX = 5;

const startOf = (day: string): string => new Date(`${day}T00:00:00`).toISOString();

/** The day of an instant in the time zone of the browser. */
function dayOf(instant: string): string {
  const at = new Date(instant);
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${part(at.getMonth() + 1)}-${part(at.getDate())}`;
}

interface DueCases {
  readonly byDay: ReadonlyMap<string, readonly QueueRow[]>;
  /** More are due than were read. */
  readonly isCut: boolean;
}

/** The open cases that are due in the weeks of a month, by day. */
function useDueCases({ from, before }: MonthGrid) {
  const api = useApi();
  return useQuery({
    queryKey: ['queue', 'deadlines', from, before],
    queryFn: async (): Promise<DueCases> => {
      const byDay = new Map<string, QueueRow[]>();
      let cursor: string | null | undefined;
      for (let page = 0; page < PAGES_MAX; page += 1) {
        const span = { dueFrom: startOf(from), dueBefore: startOf(before) };
        const query = { ...span, open: 'true', sort: 'dueAt', limit: PAGE_ROWS, ...(cursor && { cursor }) } as const;
        const { items, next } = await answerOf(api.GET('/api/cases', { params: { query } }));
        for (const item of items) {
          const day = dayOf(item.dueAt ?? item.receivedAt);
          byDay.set(day, [...(byDay.get(day) ?? []), item]);
        }
        cursor = next;
        if (!cursor) return { byDay, isCut: false };
      }
      return { byDay, isCut: true };
    },
  });
}

function Day({
  day,
  due,
  isChosen,
  isToday,
  onChoose,
}: {
  readonly day: GridDay;
  readonly due: readonly QueueRow[];
  readonly isChosen: boolean;
  readonly isToday: boolean;
  readonly onChoose: () => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const { number } = useMoments();
  const late = due.filter(({ overdue }) => overdue).length;
  const words = [
    dayWords(day.day, language),
    say('desk.deadlines.due', { count: due.length }),
    ...(late > 0 ? [say('desk.deadlines.overdue', { count: late })] : []),
  ];
  return (
    <td role="gridcell" aria-selected={isChosen} className="h-px p-0.5">
      <button
        type="button"
        tabIndex={isChosen ? 0 : -1}
        data-day={day.day}
        aria-current={isToday ? 'date' : undefined}
        onClick={onChoose}
        className={`relative flex h-full min-h-16 w-full cursor-pointer flex-col items-start rounded-m border p-1 text-start sm:p-2 ${
          isChosen ? 'border-accent bg-accent-quiet' : 'border-hairline bg-surface'
        } ${day.isInMonth ? '' : 'text-muted'} ${isToday ? 'font-bold underline' : ''}`}
      >
        <span className="sr-only">{new Intl.ListFormat(language, { type: 'unit' }).format(words)}</span>
        <span aria-hidden>{number(day.number)}</span>
        {due.length > 0 && (
          <span aria-hidden className={`text-s ${late > 0 ? 'font-semibold text-late' : 'text-due'}`}>
            <span className="max-sm:hidden">{say('desk.deadlines.due', { count: due.length })}</span>
            <span className="sm:hidden">{number(due.length)}</span>
          </span>
        )}
      </button>
    </td>
  );
}

/** The month as a grid: arrows, Home, End and Page keys move through its days. */
function Month({
  grid,
  chosen,
  byDay,
  onChoose,
}: {
  readonly grid: MonthGrid;
  readonly chosen: string;
  readonly byDay: DueCases['byDay'];
  readonly onChoose: (day: string) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const table = useRef<HTMLTableElement>(null);
  const byKey = useRef(false);
  useEffect(() => {
    if (byKey.current) table.current?.querySelector<HTMLElement>(`[data-day="${chosen}"]`)?.focus();
    byKey.current = false;
  }, [chosen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const day = dayAfterKey(event.key, chosen, language, directionOf(language) === 'rtl');
    if (day === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    byKey.current = true;
    onChoose(day);
  };
  const weekday = (length: 'short' | 'narrow') =>
    new Intl.DateTimeFormat(localeOf(language), { weekday: length, timeZone: 'UTC' });
  const [short, narrow] = [weekday('short'), weekday('narrow')];
  const now = today(getLocalTimeZone()).toString();
  return (
    <table
      ref={table}
      role="grid"
      aria-label={say('desk.place.deadlines')}
      onKeyDown={onKeyDown}
      className="w-full table-fixed"
    >
      <thead>
        <tr>
          {grid.weeks[0]?.map(({ day }) => (
            <th key={day} scope="col" className="overflow-hidden p-0.5 text-s text-muted sm:p-2">
              <span className="max-sm:sr-only">{short.format(new Date(day))}</span>
              <span aria-hidden className="sm:hidden">
                {narrow.format(new Date(day))}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {grid.weeks.map((week) => (
          <tr key={week[0]?.day}>
            {week.map((day) => (
              <Day
                key={day.day}
                day={day}
                due={byDay.get(day.day) ?? []}
                isChosen={day.day === chosen}
                isToday={day.day === now}
                onChoose={() => onChoose(day.day)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The cases of the chosen day, first those that are due first. */
function Due({ day, cases }: { readonly day: string; readonly cases: readonly QueueRow[] }) {
  const say = useSay();
  const language = useLanguage();
  const { full } = useMoments();
  const next = dayAfter(day);
  return (
    <section aria-live="polite">
      <h2 className="text-l font-bold">{dayWords(day, language)}</h2>
      {cases.length === 0 ? (
        <p className="text-muted">{say('desk.deadlines.none')}</p>
      ) : (
        <>
          <ul className="flex flex-col">
            {cases.map(({ reference, dueAt, overdue, status, assignee, product }) => (
              <li
                key={reference}
                className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b border-hairline bg-surface p-2"
              >
                <Link to="/cases/$reference" params={{ reference }}>
                  <Code>{reference}</Code>
                </Link>
                <span>{say(STATUS[status])}</span>
                <bdi>{product}</bdi>
                <span className="text-muted">
                  <Assignee id={assignee} />
                </span>
                {dueAt !== null && <time dateTime={dueAt}>{full(dueAt)}</time>}
                {overdue && <span className="font-semibold text-late">{say('desk.clock.overdue')}</span>}
              </li>
            ))}
          </ul>
          <p className="mt-2">
            <Link to="/cases" search={{ open: 'true', dueFrom: startOf(day), dueBefore: startOf(next) }}>
              {say('desk.deadlines.queue')}
            </Link>
          </p>
        </>
      )}
    </section>
  );
}

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + 1);
  return dayOf(date.toISOString());
}

/** What is due on which day of a month, by the calendar of the reader. */
export function DeadlinesPage() {
  const say = useSay();
  const language = useLanguage();
  const navigate = useNavigate({ from: '/deadlines' });
  const { day: chosen = today(getLocalTimeZone()).toString() } = useSearch({ from: '/deadlines' });
  const { period } = useMoments();
  useTitle(say('desk.place.deadlines'));
  const grid = monthGrid(chosen, language);
  const due = useDueCases(grid);
  const choose = (day: string): void => void navigate({ search: { day }, replace: true });
  const byDay: DueCases['byDay'] = due.data?.byDay ?? new Map<string, readonly QueueRow[]>();
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-xl font-bold">{say('desk.place.deadlines')}</h1>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="button" kind="secondary" onClick={() => choose(monthAfter(chosen, -1, language))}>
          {say('desk.deadlines.previous')}
        </Button>
        <p role="status" className="min-w-36 text-center text-l font-bold">
          {period(startOf(chosen), 'month')}
        </p>
        <Button type="button" kind="secondary" onClick={() => choose(monthAfter(chosen, 1, language))}>
          {say('desk.deadlines.next')}
        </Button>
      </div>
      {due.isError && <Failure error={due.error} onRetry={() => void due.refetch()} />}
      {due.data?.isCut === true && (
        <p className="text-due">{say('desk.deadlines.cut', { count: PAGE_ROWS * PAGES_MAX })}</p>
      )}
      <Month grid={grid} chosen={chosen} byDay={byDay} onChoose={choose} />
      {due.isPending ? <Skeleton /> : <Due day={chosen} cases={byDay.get(chosen) ?? []} />}
    </div>
  );
}
