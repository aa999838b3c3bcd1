import { Code, Skeleton } from '@redress/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ActivitySearch, beginOf, SPAN } from './activity-search.js';
import { answerOf, useApi } from './api.js';
import { eventWords } from './case/event-words.js';
import { Actor, useColleagues } from './colleagues.js';
import { Failure } from './failure.js';
import { useMoments } from './moments.js';
import { Changed } from './queue/changed.js';
import { MoreButton } from './more-button.js';
import { useSay } from './say.js';
import { useTitle } from './title.js';
import { isWordOf, wordsOf } from './words.js';

const PAGE_ROWS = 50;
const CONTROL = 'min-h-8 max-w-full rounded-m border border-line bg-surface px-2 pointer-coarse:min-h-11';

/** What happened on the cases of an address, page by page, newest first. */
function useActivity({ since, ...filters }: ActivitySearch) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['queue', 'activity', filters, since],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/cases/activity', {
          params: {
            query: {
              ...filters,
              ...(since !== undefined && { since: beginOf(since, Date.now()) }),
              limit: PAGE_ROWS,
              ...(pageParam !== '' && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** A name or a reference, taken over when it is left or sent. */
function NameBox({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <label className="flex items-center gap-2">
      {label}
      <input
        key={value}
        dir="auto"
        defaultValue={value}
        autoComplete="off"
        onBlur={({ target }) => target.value.trim() !== value && onChange(target.value.trim())}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        className={CONTROL}
      />
    </label>
  );
}

function Narrowing({ search }: { readonly search: ActivitySearch }) {
  const say = useSay();
  const navigate = useNavigate({ from: '/activity' });
  const { nameOf, personOf } = useColleagues();
  const change = (changed: { readonly [name in keyof ActivitySearch]: ActivitySearch[name] | undefined }): void => {
    const after = Object.entries({ ...search, ...changed }).filter(([, value]) => value !== undefined && value !== '');
    void navigate({ search: Object.fromEntries(after), replace: true });
  };
  return (
    <div className="flex flex-wrap items-center gap-4">
      <NameBox
        label={say('desk.fact.reference')}
        value={search.reference ?? ''}
        onChange={(reference) => change({ reference })}
      />
      <NameBox
        label={say('desk.activity.person')}
        value={search.person === undefined ? '' : nameOf(search.person)}
        onChange={(typed) => change({ person: personOf(typed) })}
      />
      <label className="flex items-center gap-2">
        {say('desk.activity.since')}
        <select
          value={search.since ?? ''}
          onChange={({ target: { value } }) => change({ since: isWordOf(SPAN, value) ? value : undefined })}
          className={CONTROL}
        >
          <option value="">{say('desk.activity.ever')}</option>
          {wordsOf(SPAN).map((span) => (
            <option key={span} value={span}>
              {say(SPAN[span])}
            </option>
          ))}
        </select>
      </label>
      <label className="flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          checked={search.mine === 'true'}
          onChange={({ target }) => change({ mine: target.checked ? 'true' : undefined })}
          className="size-4 accent-accent"
        />
        {say('desk.activity.mine')}
      </label>
    </div>
  );
}

/** What happened on all cases that the reader may see: who did what, when. What was said is on the page of each case. */
export function ActivityPage() {
  const say = useSay();
  const { full, relative } = useMoments();
  const search = useSearch({ from: '/activity' });
  useTitle(say('desk.place.activity'));
  const activity = useActivity(search);
  const items = activity.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <h1 className="text-xl font-bold">{say('desk.place.activity')}</h1>
      <Narrowing search={search} />
      <Changed />
      <div className="mt-3">
        {activity.isPending && <Skeleton />}
        {activity.isError && <Failure error={activity.error} onRetry={() => void activity.refetch()} />}
        {activity.isSuccess && items.length === 0 && <p className="text-muted">{say('desk.activity.empty')}</p>}
        <ol className="flex list-none flex-col">
          {items.map(({ reference, revision, type, actor, recordedAt }) => {
            const words = eventWords(type);
            return (
              <li
                key={`${reference} ${revision}`}
                className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b border-hairline bg-surface p-2"
              >
                <Link to="/cases/$reference" params={{ reference }}>
                  <Code>{reference}</Code>
                </Link>
                <span className="min-w-40 grow font-semibold">
                  {words === undefined ? <bdi>{type}</bdi> : say(words.title)}
                </span>
                <span className="text-muted">
                  <Actor actor={actor} />
                </span>
                <time dateTime={recordedAt} title={full(recordedAt)} className="text-s text-muted">
                  {full(recordedAt)} ({relative(recordedAt)})
                </time>
              </li>
            );
          })}
        </ol>
        <MoreButton of={activity} />
      </div>
    </>
  );
}
