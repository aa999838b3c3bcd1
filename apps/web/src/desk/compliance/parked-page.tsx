import type { components } from '@redress/api-client';
import { Button, Code, ErrorSummary, Notice, Skeleton, TextArea } from '@redress/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { NotShown } from '../admin/elsewhere.js';
import { answerOf, useApi } from '../api.js';
import { eventWords } from '../case/event-words.js';
import { Person } from '../colleagues.js';
import { Dialog } from '../dialog.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';
import { textOf } from '../sign-in.js';
import { useTitle } from '../title.js';
import { useFieldErrors } from '../use-field-errors.js';

type Parked = components['schemas']['ParkedComplaint'];
type Skipped = components['schemas']['SkippedEvent'];

const PARKED = ['operations', 'parked'] as const;
const SKIPPED = ['operations', 'skipped'] as const;
/** As the API takes it. */
const REASON_LENGTH_MAX = 4_000;

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

/** Lets a view or process go on without the event for which a complaint is parked. */
function useSkip({ view, reference, revision }: Parked, onDone: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) =>
      answerOf(
        api.POST('/api/operations/parked/{view}/skip', {
          params: { path: { view } },
          body: { reference: reference ?? '', revision, reason },
        }),
      ),
    onSuccess: onDone,
    onSettled: () =>
      Promise.all([PARKED, SKIPPED].map((queryKey) => queries.invalidateQueries({ queryKey: [...queryKey] }))),
  });
}

/** Asks why a view or process can go on without an event, once it has been said what that means. */
function SkipDialog({ parked, onClose }: { readonly parked: Parked; readonly onClose: () => void }) {
  const say = useSay();
  const skip = useSkip(parked, onClose);
  const { errors, errorOn } = useFieldErrors(skip.error);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    skip.mutate(textOf(new FormData(event.currentTarget), 'reason'));
  };
  return (
    <Dialog title={say('desk.parked.skip-title')} onClose={onClose} closeLabel={say('desk.close')}>
      <form onSubmit={send} noValidate>
        <p className="mb-3 flex flex-wrap gap-x-4">
          <EventAt {...parked} />
        </p>
        <p className="mb-3">
          {say(parked.kind === 'process' ? 'desk.parked.skip-process-hint' : 'desk.parked.skip-view-hint')}
        </p>
        {skip.isError && errors.length === 0 && <Failure error={skip.error} />}
        <ErrorSummary title={say('desk.form.faults')} errors={errors} />
        <TextArea
          name="reason"
          label={say('desk.field.reason')}
          hint={say('desk.parked.skip-reason-hint')}
          error={errorOn('reason')}
          maxLength={REASON_LENGTH_MAX}
          rows={3}
        />
        <Button kind="danger" disabled={skip.isPending}>
          {say(skip.isPending ? 'desk.form.sending' : 'desk.parked.skip')}
        </Button>
      </form>
    </Dialog>
  );
}

/** The complaint and the event that could not be handled, and why. */
function EventAt({
  reference,
  revision,
  eventType,
  error,
}: Pick<Parked, 'reference' | 'revision' | 'eventType' | 'error'>) {
  const say = useSay();
  const { roles } = useSession();
  const words = eventWords(eventType);
  const shown = reference !== null && <Code>{reference}</Code>;
  return (
    <>
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
    </>
  );
}

function ParkedRow({
  parked,
  isBusy,
  onRetry,
}: {
  readonly parked: Parked;
  readonly isBusy: boolean;
  readonly onRetry: (reference: string) => void;
}) {
  const say = useSay();
  const { full, relative } = useMoments();
  const [isAsking, setAsking] = useState(false);
  const { reference, revision, parkedAt, attempts, kind } = parked;
  // A view shows nothing of a complaint without its first event, and the server refuses to skip it.
  const isSkippable = kind === 'process' || revision > 0;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-hairline bg-surface p-2">
      <EventAt {...parked} />
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
      {reference !== null && isSkippable && (
        <Button
          type="button"
          kind="secondary"
          disabled={isBusy}
          onClick={() => setAsking(true)}
          aria-label={say('desk.parked.skip-one', { reference })}
        >
          {say('desk.parked.skip-ask')}
        </Button>
      )}
      {isAsking && <SkipDialog parked={parked} onClose={() => setAsking(false)} />}
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

/** Events that views and processes go on without: who decided it, when and why. */
function SkippedEvents() {
  const say = useSay();
  const api = useApi();
  const { full } = useMoments();
  const skipped = useQuery({ queryKey: SKIPPED, queryFn: () => answerOf(api.GET('/api/operations/parked/skipped')) });
  // The list above says why nothing can be shown.
  if (!skipped.isSuccess || skipped.data.items.length === 0) return null;
  return (
    <section aria-labelledby="skipped" className="flex flex-col gap-2">
      <h2 id="skipped" className="text-l font-bold">
        {say('desk.parked.skipped')}
      </h2>
      <p className="max-w-prose text-muted">{say('desk.parked.skipped-hint')}</p>
      <ul>
        {skipped.data.items.map((one: Skipped, index) => (
          <li
            key={`${one.view} ${one.reference ?? index} ${one.revision}`}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-hairline bg-surface p-2"
          >
            <bdi dir="ltr" className="font-mono">
              {one.view}
            </bdi>
            <EventAt {...one} />
            <span className="text-muted">
              <time dateTime={one.at}>{full(one.at)}</time> <Person id={one.by} />
            </span>
            {one.reason !== null && (
              <p dir="auto" className="w-full">
                {one.reason}
              </p>
            )}
          </li>
        ))}
      </ul>
      {skipped.data.truncated && <p>{say('desk.parked.skipped-truncated', { events: skipped.data.items.length })}</p>}
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
      <SkippedEvents />
    </div>
  );
}
