import type { DeskTextKey } from '@redress/texts/desk';
import { Code, Skeleton } from '@redress/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answerOf, useApi } from './api.js';
import { Failure } from './failure.js';
import { useMoments } from './moments.js';
import { OwnDuties } from './own-duties.js';
import { Due } from './queue/due.js';
import { queryOf, type QueueSearch } from './queue/queue-search.js';
import { useSay } from './say.js';
import { useSession } from './session.js';
import { TaskList, useTasks } from './tasks-page.js';
import { STATUS } from './words.js';
import { useTitle } from './title.js';

/** Cases shown of each part of the day; the queue has the rest. */
const SHOWN_MAX = 8;

const parts: readonly { readonly title: DeskTextKey; readonly empty: DeskTextKey; readonly search: QueueSearch }[] = [
  {
    title: 'desk.day.overdue',
    empty: 'desk.day.overdue-none',
    search: { open: 'true', assignee: ['me'], overdue: 'true' },
  },
  {
    title: 'desk.day.due',
    empty: 'desk.day.due-none',
    search: { open: 'true', assignee: ['me'], overdue: 'false', due: 'today' },
  },
  {
    title: 'desk.day.answered',
    empty: 'desk.day.answered-none',
    search: { open: 'true', assignee: ['me'], answered: 'true' },
  },
  {
    title: 'desk.day.undelivered',
    empty: 'desk.day.undelivered-none',
    search: { assignee: ['me'], undelivered: 'true' },
  },
];

function Part({ title, empty, search }: (typeof parts)[number]) {
  const say = useSay();
  const api = useApi();
  const cases = useQuery({
    queryKey: ['queue', 'part', search],
    queryFn: () =>
      answerOf(api.GET('/api/cases', { params: { query: { ...queryOf(search, Date.now()), limit: SHOWN_MAX } } })),
  });
  return (
    <section className="rounded-m border border-hairline bg-surface p-3">
      <h2 className="text-l font-bold">
        <Link to="/cases" search={search}>
          {say(title)}
        </Link>
      </h2>
      {cases.isPending && <Skeleton />}
      {cases.isError && <Failure error={cases.error} onRetry={() => void cases.refetch()} />}
      {cases.data?.items.length === 0 && <p className="text-muted">{say(empty)}</p>}
      <ul className="flex flex-col">
        {cases.data?.items.map((item) => (
          <li
            key={item.reference}
            className="flex flex-wrap items-center gap-x-4 border-t border-hairline py-1 first:border-t-0"
          >
            <Link to="/cases/$reference" params={{ reference: item.reference }}>
              <Code>{item.reference}</Code>
            </Link>
            <span>{say(STATUS[item.status])}</span>
            <bdi className="min-w-0 grow truncate text-muted">{item.product}</bdi>
            <span className="w-32">
              <Due {...item} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tasks() {
  const say = useSay();
  const tasks = useTasks({ assignee: ['me'] }, SHOWN_MAX);
  const items = tasks.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="rounded-m border border-hairline bg-surface p-3">
      <h2 className="text-l font-bold">
        <Link to="/tasks" search={{ assignee: ['me'] }}>
          {say('desk.day.tasks')}
        </Link>
      </h2>
      {tasks.isPending && <Skeleton />}
      {tasks.isError && <Failure error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {tasks.isSuccess && items.length === 0 && <p className="text-muted">{say('desk.day.tasks-none')}</p>}
      <TaskList tasks={items} />
    </section>
  );
}

/** What waits for the reader today. */
export function WorkPage() {
  const say = useSay();
  const { name } = useSession();
  const { day } = useMoments();
  useTitle(say('desk.place.work'));
  return (
    <>
      <h1 className="text-xl font-bold">{say('desk.day.title', { day: day(new Date().toISOString()) })}</h1>
      <p className="mb-3 text-muted">
        <bdi>{name}</bdi>
      </p>
      <div className="grid items-start gap-3 lg:grid-cols-2">
        {parts.map((part) => (
          <Part key={part.title} {...part} />
        ))}
        <Tasks />
        <OwnDuties />
      </div>
    </>
  );
}
