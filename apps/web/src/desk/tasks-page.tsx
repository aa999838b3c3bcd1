import { dayWords } from '@redress/texts/web';
import { Code, Skeleton, useLanguage } from '@redress/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { answerOf, useApi } from './api.js';
import { Said } from './case/said.js';
import { Assignee } from './colleagues.js';
import { Failure } from './failure.js';
import { MoreButton } from './more-button.js';
import { useSay } from './say.js';
import type { TasksSearch } from './tasks-search.js';
import { type TaskRow, STATUS, TASK_KIND, TASK_STATE } from './words.js';
import { OptionalWordSelect, WordSelect } from './word-select.js';
import { useTitle } from './title.js';

const PAGE_ROWS = 50;

/** Tasks that fit an address, page by page. */
export function useTasks(search: TasksSearch, limit = PAGE_ROWS) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['queue', 'tasks', search, limit],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/cases/tasks', {
          params: { query: { ...search, limit, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** Tasks one below the other, each with the case that it belongs to. */
export function TaskList({ tasks }: { readonly tasks: readonly TaskRow[] }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <ul className="flex flex-col">
      {tasks.map(({ reference, task, kind, title, dueOn, assignee, department, overdue, case: { status } }) => (
        <li
          key={`${reference} ${task}`}
          className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b border-hairline bg-surface p-2"
        >
          <Link to="/cases/$reference" params={{ reference }}>
            <Code>{reference}</Code>
          </Link>
          <span className="font-semibold">{say(TASK_KIND[kind])}</span>
          <span className="min-w-40 grow">
            <Said text={title} />
          </span>
          <span className="text-muted">{say(STATUS[status])}</span>
          <span className="text-muted">
            {assignee === undefined && department !== undefined ? (
              <bdi>{department}</bdi>
            ) : (
              <Assignee id={assignee ?? null} />
            )}
          </span>
          <span className={overdue ? 'font-semibold text-late' : ''}>
            {dueOn === undefined
              ? say('desk.due.none')
              : say(overdue ? 'desk.task.late' : 'desk.task.due', { day: dayWords(dueOn, language) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Narrowing({ search }: { readonly search: TasksSearch }) {
  const say = useSay();
  const navigate = useNavigate({ from: '/tasks' });
  const change = (changed: TasksSearch): void => {
    void navigate({ search: (before: TasksSearch) => ({ ...before, ...changed }), replace: true });
  };
  return (
    <div className="flex flex-wrap items-center gap-4">
      <WordSelect
        label="desk.task.state"
        words={TASK_STATE}
        chosen={search.state ?? 'open'}
        onChoose={(state) => change({ state })}
      />
      <OptionalWordSelect
        label="desk.field.kind"
        words={TASK_KIND}
        none="desk.task.any-kind"
        chosen={search.kind?.[0]}
        onChoose={(kind) => change({ kind: kind === undefined ? [] : [kind] })}
      />
      <label className="flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          checked={search.assignee?.includes('me') === true}
          onChange={({ target }) => change({ assignee: target.checked ? ['me'] : [] })}
          className="size-4 accent-accent"
        />
        {say('desk.task.mine')}
      </label>
    </div>
  );
}

/** The tasks of all cases. */
export function TasksPage() {
  const say = useSay();
  const search = useSearch({ from: '/tasks' });
  useTitle(say('desk.place.tasks'));
  const tasks = useTasks(search);
  const items = tasks.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <h1 className="text-xl font-bold">{say('desk.place.tasks')}</h1>
      <Narrowing search={search} />
      <div className="mt-3">
        {tasks.isPending && <Skeleton />}
        {tasks.isError && <Failure error={tasks.error} onRetry={() => void tasks.refetch()} />}
        {tasks.isSuccess && items.length === 0 && <p className="text-muted">{say('desk.task.empty')}</p>}
        <TaskList tasks={items} />
        <MoreButton of={tasks} />
      </div>
    </>
  );
}
