import type { components } from '@redress/api-client';
import { Button, Code, Notice, Skeleton } from '@redress/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { NotShown } from '../admin/elsewhere.js';
import { answerOf, useApi } from '../api.js';
import { eventWords } from '../case/event-words.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';
import { useTitle } from '../title.js';

type Parked = components['schemas']['ParkedComplaint'];

const PARKED = ['operations', 'parked'] as const;

/** Retries one parked complaint of a view, or those that have waited longest. */
function useRetry(view: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reference: string | undefined) =>
      answerOf(
        api.POST('/api/operations/parked/{view}/retry', {
          params: { path: { view } },
          body: reference === undefined ? {} : { reference },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: PARKED }),
  });
}

function ParkedRow({
  parked: { reference, revision, eventType, error, parkedAt, attempts },
  isBusy,
  onRetry,
}: {
  readonly parked: Parked;
  readonly isBusy: boolean;
  readonly onRetry: (reference: string) => void;
}) {
  const say = useSay();
  const { roles } = useSession();
  const { full, relative } = useMoments();
  const words = eventWords(eventType);
  const shown = reference !== null && <Code>{reference}</Code>;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-hairline bg-surface p-2">
      {reference === null && <span className="text-muted">{say('desk.parked.unnamed')}</span>}
      {reference !== null &&
        (roles.includes('compliance') ? (
          <Link to="/cases/$reference" params={{ reference }}>
            {shown}
          </Link>
        ) : (
          shown
        ))}
      <span className="min-w-40 grow">
        {say('desk.parked.at', { event: words === undefined ? eventType : say(words.title), revision })}
      </span>
      <bdi dir="ltr" className="font-mono text-s text-late">
        {error}
      </bdi>
      <time dateTime={parkedAt} title={full(parkedAt)} className="text-muted">
        {say('desk.parked.since', { when: relative(parkedAt), attempts })}
      </time>
      {reference !== null && (
        <Button
          type="button"
          kind="secondary"
          disabled={isBusy}
          onClick={() => onRetry(reference)}
          aria-label={say('desk.parked.retry-one', { reference })}
        >
          {say('desk.parked.retry')}
        </Button>
      )}
    </li>
  );
}

/** What one view or process waits for. */
function ParkedIn({ view, items }: { readonly view: string; readonly items: readonly Parked[] }) {
  const say = useSay();
  const retry = useRetry(view);
  const heading = `parked-${view}`;
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-4">
        <h2 id={heading} className="text-l font-bold">
          <bdi dir="ltr" className="font-mono">
            {view}
          </bdi>
        </h2>
        <Button
          type="button"
          kind="secondary"
          disabled={retry.isPending}
          aria-describedby={heading}
          onClick={() => retry.mutate(undefined)}
        >
          {say('desk.parked.retry-all')}
        </Button>
      </div>
      <p className="text-muted">
        {say(items[0]?.kind === 'process' ? 'desk.parked.process-hint' : 'desk.parked.view-hint')}
      </p>
      <div role="status">
        {retry.isSuccess && retry.data.stillParked > 0 && (
          <Notice kind="late">{say('desk.parked.still', { complaints: retry.data.stillParked })}</Notice>
        )}
      </div>
      {retry.isError && <Failure error={retry.error} />}
      <ul>
        {items.map((parked, index) => (
          <ParkedRow
            key={`${parked.reference ?? index} ${parked.revision}`}
            parked={parked}
            isBusy={retry.isPending}
            onRetry={(reference) => retry.mutate(reference)}
          />
        ))}
      </ul>
    </section>
  );
}

/** Complaints with an event that a view or process could not handle. */
export function ParkedPage() {
  const say = useSay();
  const api = useApi();
  useTitle(say('desk.parked'));
  const parked = useQuery({ queryKey: PARKED, queryFn: () => answerOf(api.GET('/api/operations/parked')) });
  const byView = Map.groupBy(parked.data?.items ?? [], ({ view }) => view);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-xl font-bold">{say('desk.parked')}</h1>
        <Button type="button" kind="secondary" onClick={() => void parked.refetch()}>
          {say('desk.operations.again')}
        </Button>
      </div>
      <p className="max-w-prose">{say('desk.parked.hint')}</p>
      {parked.isPending && <Skeleton />}
      {parked.isError && (
        <NotShown error={parked.error} command="redress parked" onRetry={() => void parked.refetch()} />
      )}
      {parked.isSuccess && byView.size === 0 && <Notice kind="done">{say('desk.parked.none')}</Notice>}
      {[...byView].map(([view, items]) => (
        <ParkedIn key={view} view={view} items={items} />
      ))}
      {parked.data?.truncated === true && (
        <p>{say('desk.parked.truncated', { complaints: parked.data.items.length })}</p>
      )}
    </div>
  );
}
