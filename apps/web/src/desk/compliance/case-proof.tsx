import type { components } from '@redress/api-client';
import type { DeskTextKey } from '@redress/texts/desk';
import { buttonClass, Code, Notice, Skeleton } from '@redress/ui';
import { useQuery } from '@tanstack/react-query';
import { answerOf, useApi } from '../api.js';
import { eventTitle } from '../case/event-slider.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';

type EvidenceEvent = components['schemas']['EvidenceEvent'];

/** Of a hash of 64 digits, as many as tell events of one case apart. */
const SHOWN_DIGITS = 12;

/** A hash by its beginning; the whole one stands in its title and in the file. */
function Hash({ name, hash }: { readonly name: DeskTextKey; readonly hash: string }) {
  const say = useSay();
  return (
    <span className="inline-flex items-baseline gap-1" title={hash}>
      <span className="text-s text-muted">{say(name)}</span> <Code>{hash.slice(0, SHOWN_DIGITS)}</Code>
    </span>
  );
}

/** One event of the chain; the line to its left leads to the event whose hash it names. */
function Link({ event }: { readonly event: EvidenceEvent }) {
  const say = useSay();
  const { full, number } = useMoments();
  const isIntact = event.faults.length === 0;
  return (
    <li className={`border-s-4 ps-4 pb-4 ${isIntact ? 'border-done' : 'border-late border-dashed'}`}>
      <p className="font-semibold">
        {number(event.revision)}. {eventTitle(event.type, say)}
      </p>
      <p className="text-s text-muted">{full(event.recordedAt)}</p>
      <p className="flex flex-wrap gap-x-6">
        <Hash name="desk.proof.previous" hash={event.previousHash} />
        <Hash name="desk.replay.hash" hash={event.hash} />
      </p>
      <p className={isIntact ? 'text-done' : 'font-semibold text-late'}>
        {say(isIntact ? 'desk.proof.intact' : 'desk.proof.broken')}
      </p>
    </li>
  );
}

/** The chain of hashes of a case, drawn event by event, with the file by which anybody can check it again. */
export function CaseProof({ reference }: { readonly reference: string }) {
  const say = useSay();
  const api = useApi();
  const { full } = useMoments();
  const proof = useQuery({
    queryKey: ['evidence', reference],
    queryFn: () => answerOf(api.GET('/api/compliance/cases/{reference}/evidence', { params: { path: { reference } } })),
  });
  return (
    <section className="mt-6">
      <h3 className="text-l font-bold">{say('desk.proof.title')}</h3>
      <p className="max-w-prose">{say('desk.proof.hint')}</p>
      {proof.isPending && <Skeleton />}
      {proof.isError && <Failure error={proof.error} onRetry={() => void proof.refetch()} />}
      {proof.data !== undefined && (
        <>
          <Notice kind={proof.data.intact ? 'done' : 'late'}>
            <p className="font-semibold">{say(proof.data.intact ? 'desk.verify.passed' : 'desk.verify.failed')}</p>
            <p>{say('desk.proof.checked', { count: proof.data.events.length, at: full(proof.data.checkedAt) })}</p>
          </Notice>
          <p className="mb-4">
            <a
              download={`evidence-${proof.data.reference}.json`}
              href={`/api/compliance/cases/${proof.data.reference}/evidence`}
              className={buttonClass('secondary')}
            >
              {say('desk.proof.download')}
            </a>
          </p>
          <ol>
            {proof.data.events.map((event) => (
              <Link key={event.revision} event={event} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
