import { Button, Notice, Skeleton } from '@redress/ui';
import { useState } from 'react';
import { Dialog } from '../dialog.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { useTitle } from '../title.js';
import type { WordList } from '../words.js';
import { NotShown } from './elsewhere.js';
import { useRebuild, useViews, type View } from './operations-queries.js';

const STATE: WordList<View['state']> = {
  running: 'desk.views.running',
  'another-log': 'desk.views.another-log',
  'another-version': 'desk.views.another-version',
};

function RebuildOf({ rebuild }: { readonly rebuild: NonNullable<View['rebuild']> }) {
  const say = useSay();
  const { relative } = useMoments();
  const { state, reached, of, startedAt, finishedAt } = rebuild;
  if (state === 'running') {
    const words = say('desk.views.rebuilding');
    return (
      <span className="flex items-center gap-2">
        {words}
        <progress aria-label={words} value={Number(reached)} max={Math.max(1, Number(of))} className="w-32" />
      </span>
    );
  }
  const when = relative(finishedAt ?? startedAt);
  return state === 'done' ? (
    <span className="text-done">{say('desk.views.rebuilt', { when })}</span>
  ) : (
    <span className="font-semibold text-late">{say('desk.views.rebuild-failed', { when })}</span>
  );
}

function ViewRow({
  view,
  isBusy,
  onRebuild,
}: {
  readonly view: View;
  readonly isBusy: boolean;
  readonly onRebuild: () => void;
}) {
  const say = useSay();
  const { relative, full } = useMoments();
  const { name, service, state, version, generation, position, appliedUntil, behind, documents, parked, rebuild } =
    view;
  const isSound = state === 'running' && parked === 0;
  return (
    <li className="flex flex-col gap-1 border-b border-hairline bg-surface p-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <bdi dir="ltr" className="font-mono font-semibold sm:w-40 rtl:text-right">
          {name}
        </bdi>
        <bdi dir="ltr" className="text-muted sm:w-28 rtl:text-right">
          {service}
        </bdi>
        <span className={`sm:w-48 ${isSound ? 'text-done' : 'font-semibold text-late'}`}>{say(STATE[state])}</span>
        <span className="sm:w-36">
          {behind === null ? say('desk.views.behind-unknown') : say('desk.views.behind', { events: behind })}
        </span>
        <span className="grow">{say('desk.views.documents', { documents })}</span>
        {parked > 0 && (
          <span className="font-semibold text-late">{say('desk.views.parked', { complaints: parked })}</span>
        )}
        {rebuild !== undefined && <RebuildOf rebuild={rebuild} />}
        <Button type="button" kind="secondary" disabled={isBusy || state === 'another-log'} onClick={onRebuild}>
          {say('desk.views.rebuild')}{' '}
          <bdi dir="ltr" className="sr-only">
            {name}
          </bdi>
        </Button>
      </div>
      <p className="text-s text-muted">
        {say('desk.views.place', { position: Number(position), version, generation })}
        {appliedUntil !== null && (
          <>
            {' '}
            <time dateTime={appliedUntil} title={full(appliedUntil)}>
              {say('desk.views.applied', { when: relative(appliedUntil) })}
            </time>
          </>
        )}
      </p>
    </li>
  );
}

/** What was derived from the log: how far each view is, and a way to build it anew. */
export function ViewsPage() {
  const say = useSay();
  const views = useViews();
  const rebuild = useRebuild();
  const [asked, setAsked] = useState<string>();
  useTitle(say('desk.admin.views'));
  const isBusy = rebuild.isPending || views.data?.some((view) => view.rebuild?.state === 'running') === true;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-xl font-bold">{say('desk.admin.views')}</h1>
        <Button type="button" kind="secondary" onClick={() => void views.refetch()}>
          {say('desk.operations.again')}
        </Button>
      </div>
      <p className="max-w-prose">{say('desk.views.hint')}</p>
      {rebuild.isError && <Failure error={rebuild.error} />}
      {views.isPending && <Skeleton />}
      {views.isError && <NotShown error={views.error} command="redress views" onRetry={() => void views.refetch()} />}
      {views.data?.some(({ state }) => state === 'another-log') === true && (
        <Notice kind="late">{say('desk.views.another-log-hint')}</Notice>
      )}
      <ul className="mt-3 flex flex-col">
        {views.data?.map((view) => (
          <ViewRow key={view.name} view={view} isBusy={isBusy} onRebuild={() => setAsked(view.name)} />
        ))}
      </ul>
      {asked !== undefined && (
        <Dialog
          title={say('desk.views.rebuild-title', { view: asked })}
          onClose={() => setAsked(undefined)}
          closeLabel={say('desk.close')}
        >
          <p className="mb-3">{say('desk.views.rebuild-hint')}</p>
          <Button
            type="button"
            onClick={() => {
              rebuild.mutate(asked);
              setAsked(undefined);
            }}
          >
            {say('desk.views.rebuild')}
          </Button>
        </Dialog>
      )}
    </>
  );
}
