import { Button, Code, Notice, type NoticeKind, Skeleton, TextField } from '@redress/ui';
import type { components } from '@redress/api-client';
import type { DeskTextKey } from '@redress/texts/desk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answerOf, useApi } from '../api.js';
import { Actor } from '../colleagues.js';
import { EventSlider, useMomentWords } from '../case/event-slider.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';
import { useTitle } from '../title.js';
import { isWordOf, type WordList } from '../words.js';
import { CaseProof } from './case-proof.js';
import { type LogCheck, useIntegrity, VERIFY_KEY } from './integrity-query.js';

type ReplayedEvent = components['schemas']['ReplayedEvent'];

const STATES: Readonly<Record<LogCheck['state'], { readonly words: DeskTextKey; readonly kind: NoticeKind }>> = {
  'never-run': { words: 'desk.verify.never-run', kind: 'plain' },
  running: { words: 'desk.verify.running', kind: 'due' },
  passed: { words: 'desk.verify.passed', kind: 'done' },
  failed: { words: 'desk.verify.failed', kind: 'late' },
  interrupted: { words: 'desk.verify.interrupted', kind: 'due' },
};

/** What is wrong with an event of the log, or with a stream; the sentences of the API are for operators, and English. */
const FAULT = {
  changed: 'desk.verify.fault.changed',
  missing: 'desk.verify.fault.missing',
  reordered: 'desk.verify.fault.reordered',
  inserted: 'desk.verify.fault.inserted',
  unreadable: 'desk.verify.fault.unreadable',
  cut: 'desk.verify.fault.cut',
  'key-missing': 'desk.verify.fault.key-missing',
} as const satisfies WordList<string>;

function Integrity() {
  const say = useSay();
  const api = useApi();
  const queries = useQueryClient();
  const { full } = useMoments();
  const state = useIntegrity();
  const check = useMutation({
    mutationFn: () => answerOf(api.POST('/api/compliance/verify')),
    onSuccess: () => queries.invalidateQueries({ queryKey: VERIFY_KEY }),
  });
  return (
    <section>
      <h2 className="text-l font-bold">{say('desk.verify.title')}</h2>
      <p className="max-w-prose">{say('desk.verify.hint')}</p>
      {state.isPending && <Skeleton />}
      {state.isError && <Failure error={state.error} onRetry={() => void state.refetch()} />}
      {state.data !== undefined && (
        <div role="status">
          <Notice kind={STATES[state.data.state].kind}>
            <p className="font-semibold">{say(STATES[state.data.state].words)}</p>
            <p>
              {say('desk.verify.counts', {
                events: state.data.events,
                streams: state.data.streams,
                faults: state.data.faultCount,
              })}
            </p>
            {state.data.finishedAt !== undefined && (
              <p>{say('desk.verify.finished', { at: full(state.data.finishedAt) })}</p>
            )}
            <ul>
              {state.data.faults.map(({ stream, revision, position, fault }) => (
                <li key={`${stream} ${revision} ${position} ${fault}`}>
                  <Code>{`${stream} ${revision < 0 ? (position ?? '') : revision}`.trim()}</Code>{' '}
                  {isWordOf(FAULT, fault) ? say(FAULT[fault]) : <Code>{fault}</Code>}
                </li>
              ))}
            </ul>
            {state.data.faultCount > 0 && <p>{say('desk.verify.details')}</p>}
          </Notice>
        </div>
      )}
      {check.isError && <Failure error={check.error} />}
      <Button
        type="button"
        disabled={check.isPending || state.data?.state === 'running'}
        onClick={() => check.mutate()}
      >
        {say('desk.verify.run')}
      </Button>
    </section>
  );
}

function Value({ value }: { readonly value: unknown }) {
  const say = useSay();
  if (value === undefined || value === null) return <span className="text-muted">{say('desk.replay.nothing')}</span>;
  return (
    <bdi dir="auto" className="whitespace-pre-wrap wrap-anywhere">
      {typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)}
    </bdi>
  );
}

/** What one event changed, before and after. */
function Changes({ event }: { readonly event: ReplayedEvent }) {
  const say = useSay();
  return (
    <table className="w-full border-separate border-spacing-0 bg-surface text-start">
      <caption className="text-start font-semibold">{say('desk.replay.changes')}</caption>
      <thead>
        <tr>
          {(['desk.replay.part', 'desk.replay.before', 'desk.replay.after'] as const).map((key) => (
            <th key={key} scope="col" className="border-b border-line p-2 text-start">
              {say(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {event.changes.map(({ part, before, after }) => (
          <tr key={part}>
            <th scope="row" className="border-b border-hairline p-2 text-start font-mono font-normal">
              <bdi dir="ltr">{part}</bdi>
            </th>
            <td className="border-b border-hairline p-2 align-top">
              <Value value={before} />
            </td>
            <td className="border-b border-hairline p-2 align-top">
              <Value value={after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A case event by event, one step of the slider each. */
function Replay({ reference }: { readonly reference: string }) {
  const say = useSay();
  const api = useApi();
  const wordsFor = useMomentWords();
  const replay = useQuery({
    queryKey: ['replay', reference],
    queryFn: () => answerOf(api.GET('/api/compliance/cases/{reference}/replay', { params: { path: { reference } } })),
  });
  const [step, setStep] = useState(0);
  if (replay.isPending) return <Skeleton />;
  if (replay.isError) return <Failure error={replay.error} onRetry={() => void replay.refetch()} />;
  const { events } = replay.data;
  const at = Math.min(step, events.length - 1);
  const event = events[at];
  if (event === undefined) return null;
  return (
    <div className="flex flex-col gap-2">
      <EventSlider events={events} step={at} onStep={setStep} />
      <p role="status" className="font-semibold">
        {wordsFor(event)}{' '}
        <span className="text-muted">
          <Actor actor={event.actor} />
        </span>
      </p>
      <p className="text-s text-muted">
        {say('desk.replay.hash')}{' '}
        <bdi dir="ltr" className="font-mono break-all">
          {event.hash}
        </bdi>
      </p>
      <Changes event={event} />
    </div>
  );
}

function TimeTravel() {
  const say = useSay();
  const [reference, setReference] = useState<string>();
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get('reference');
    if (typeof typed === 'string' && typed.trim() !== '') setReference(typed.trim());
  };
  return (
    <section>
      <h2 className="text-l font-bold">{say('desk.replay.title')}</h2>
      <form onSubmit={onSubmit} className="max-w-md">
        <TextField name="reference" label={say('desk.fact.reference')} dir="ltr" autoComplete="off" />
        <Button kind="secondary">{say('desk.replay.show')}</Button>
      </form>
      {reference !== undefined && (
        <>
          <Replay key={reference} reference={reference} />
          <CaseProof reference={reference} />
        </>
      )}
    </section>
  );
}

/** Whether the record was altered, and what was known when. */
export function CompliancePage() {
  const say = useSay();
  const { roles } = useSession();
  useTitle(say('desk.place.compliance'));
  return (
    <div className="flex flex-col gap-8">
      <h1 className="text-xl font-bold">{say('desk.place.compliance')}</h1>
      <Integrity />
      {roles.includes('compliance') && <TimeTravel />}
    </div>
  );
}
