import { Button, useLanguage } from '@redress/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { answerOf, useApi } from '../api.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { type BuiltInView, countedFiltersOf, type QueueSearch, queueViews } from './queue-search.js';
import { nameOf, type DeskView, searchOf, shownBy, VIEWS_KEY } from './saved-view.js';
import { ViewDialog } from './view-dialog.js';

/** How many cases a built-in view has, where it is of open ones or counted by name. */
function BuiltInCount({ view: { search, count } }: { readonly view: BuiltInView }) {
  const api = useApi();
  // All views that are counted by name share one answer.
  const asked: QueueSearch = count === undefined ? search : {};
  const isCounted = count !== undefined || search.open === 'true';
  const counts = useQuery({
    queryKey: ['queue', 'counts', asked],
    queryFn: () => answerOf(api.GET('/api/cases/counts', { params: { query: countedFiltersOf(asked, Date.now()) } })),
    enabled: isCounted,
  });
  if (!isCounted || counts.data === undefined) return null;
  return <Count value={counts.data[count ?? 'open']} />;
}

function Count({ value }: { readonly value: number }) {
  const { number } = useMoments();
  return <span className="text-muted ltr:tabular-nums">{number(value)}</span>;
}

const LIST = 'flex gap-1 overflow-x-auto whitespace-nowrap md:flex-col md:whitespace-normal';

function ViewLink({
  view,
  isShown,
  children,
}: {
  readonly view: QueueSearch;
  readonly isShown: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Link
      to="/cases"
      search={view}
      aria-current={isShown ? 'true' : undefined}
      activeProps={{}}
      className="flex min-h-8 min-w-0 grow items-center justify-between gap-3 rounded-m px-2 text-text no-underline hover:bg-surface aria-[current=true]:bg-accent-quiet aria-[current=true]:font-bold aria-[current=true]:text-accent pointer-coarse:min-h-11"
    >
      {children}
    </Link>
  );
}

/** A view that somebody saved: its name, with whom it is shared, how many cases it has, and a way to change it. */
function SavedViewItem({
  view,
  isShown,
  onChange,
}: {
  readonly view: DeskView;
  readonly isShown: boolean;
  readonly onChange: () => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const name = nameOf(view, language);
  return (
    <li className="flex items-center max-md:max-w-64 max-md:shrink-0 whitespace-normal">
      <ViewLink view={searchOf(view)} isShown={isShown}>
        <span className="min-w-0 wrap-anywhere">
          <bdi>{name}</bdi>
          {view.sharedWith !== 'nobody' && (
            <span className="block text-s font-normal text-muted">
              {view.team === null
                ? say('desk.view.shared-everybody')
                : say('desk.view.shared-team', { team: view.team })}
            </span>
          )}
        </span>
        {view.count !== null && <Count value={view.count} />}
      </ViewLink>
      {view.mayChange && (
        <button
          type="button"
          onClick={onChange}
          aria-label={say('desk.view.change', { name })}
          className="flex size-8 shrink-0 cursor-pointer items-center justify-center rounded-m text-muted hover:bg-surface pointer-coarse:size-11"
        >
          <Pencil aria-hidden size={14} />
        </button>
      )}
    </li>
  );
}

/** The views that come with the application, then those that the reader or others saved. */
export function Views({ search }: { readonly search: QueueSearch }) {
  const say = useSay();
  const api = useApi();
  const [open, setOpen] = useState<DeskView | 'new'>();
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const views = useQuery({
    queryKey: VIEWS_KEY,
    queryFn: () => answerOf(api.GET('/api/cases/views', { params: { query: { counts: 'true', timeZone } } })),
  });
  const saved = (views.data?.items ?? []).filter(({ kind }) => kind !== 'built-in');
  const { sort: _, ...narrowed } = search;
  const shown = shownBy(narrowed);
  const whole = shownBy(search);
  return (
    <>
      <nav aria-label={say('desk.views')}>
        <ul className={LIST}>
          {queueViews.map((view) => (
            <li key={view.name} className="flex">
              <ViewLink view={view.search} isShown={shown === shownBy(view.search)}>
                {say(view.name)}
                <BuiltInCount view={view} />
              </ViewLink>
            </li>
          ))}
        </ul>
        <h2 id="saved-views" className="mt-3 px-2 font-semibold">
          {say('desk.views.saved')}
        </h2>
        {views.isError && <Failure error={views.error} onRetry={() => void views.refetch()} />}
        {views.isSuccess && saved.length === 0 && (
          <p className="px-2 text-s text-muted">{say('desk.views.saved-none')}</p>
        )}
        <ul aria-labelledby="saved-views" className={LIST}>
          {saved.map((view) => (
            <SavedViewItem
              key={view.id}
              view={view}
              isShown={whole === shownBy(searchOf(view))}
              onChange={() => setOpen(view)}
            />
          ))}
        </ul>
      </nav>
      <div>
        <Button type="button" kind="secondary" onClick={() => setOpen('new')}>
          {say('desk.views.save')}
        </Button>
      </div>
      {open !== undefined && (
        <ViewDialog search={search} {...(open !== 'new' && { view: open })} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}
