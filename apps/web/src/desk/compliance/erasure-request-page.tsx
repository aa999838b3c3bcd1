import type { components } from '@redress/api-client';
import type { DeskTextKey } from '@redress/texts/desk';
import { Button, buttonClass, Code, Notice, Skeleton } from '@redress/ui';
import { Link, useParams } from '@tanstack/react-router';
import { Person } from '../colleagues.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { SecondPersonForm } from '../second-person-form.js';
import { useSession } from '../session.js';
import { useTitle } from '../title.js';
import { ERASURE_GROUND, RECIPIENT, STATUS } from '../words.js';
import { Obstacle, Refusals } from './erasure-page.js';
import { type ErasureRow, useCertificate, useDecideOnErasure, useErasures } from './erasure-queries.js';

type Certificate = components['schemas']['ErasureCertificate'];
type CertifiedCase = Certificate['cases'][number];

function Entry({ entry }: { readonly entry: ErasureRow }) {
  const say = useSay();
  const { full } = useMoments();
  const { reference, status, ground, requestedBy, requestedAt, carriedOutBy, carriedOutAt } = entry;
  return (
    <li className="border-b border-hairline bg-surface p-2">
      <p className="flex flex-wrap gap-x-4">
        <Link to="/cases/$reference" params={{ reference }}>
          <Code>{reference}</Code>
        </Link>
        <span className="text-muted">{say(STATUS[status])}</span>
        <span>{say(ERASURE_GROUND[ground])}</span>
      </p>
      <p className="print:hidden">
        <Link to="/compliance/disclosures" search={{ reference }}>
          {say('desk.disclosures.of-case')}
        </Link>
      </p>
      <p className="text-s text-muted">
        {say('desk.erasure.requested-by', { at: full(requestedAt) })} <Person id={requestedBy} />
      </p>
      {carriedOutBy !== null && carriedOutAt !== null ? (
        <p className="text-done">
          {say('desk.erasure.erased-by', { at: full(carriedOutAt) })} <Person id={carriedOutBy} />
        </p>
      ) : (
        <Obstacle of={entry} />
      )}
    </li>
  );
}

/** The decision about a request: by another person than recorded it, or its withdrawal by anybody. */
function Decision({ request, open }: { readonly request: string; readonly open: readonly ErasureRow[] }) {
  const say = useSay();
  const { person } = useSession();
  const deciding = useDecideOnErasure(request);
  const isOwn = open.every(({ requestedBy }) => requestedBy === person);
  return (
    <section className="print:hidden">
      <h2 className="text-l font-bold">{say('desk.erasure.decide')}</h2>
      <p className="max-w-prose">{say('desk.erasure.tell-hint')}</p>
      <SecondPersonForm
        isOwn={isOwn}
        notice={isOwn ? say('desk.erasure.other-person') : say('desk.erasure.consequence', { count: open.length })}
        reasonHint={say('desk.field.erasure-reason-hint')}
        take={{ label: say('desk.erasure.carry-out'), kind: 'danger' }}
        end={say('desk.erasure.decline')}
        deciding={deciding}
        onDecide={(decision, reason) =>
          deciding.mutate({ decision: decision === 'take' ? 'carry-out' : 'decline', reason })
        }
      >
        {deciding.isSuccess && <Refusals results={deciding.data.results} />}
      </SecondPersonForm>
    </section>
  );
}

/** Who is to be told that the data is erased. */
function Recipients({ recipients }: { readonly recipients: CertifiedCase['recipients'] }) {
  const say = useSay();
  const { full } = useMoments();
  if (recipients.length === 0) return <p>{say('desk.erasure.tell-nobody')}</p>;
  return (
    <>
      <h4 className="font-semibold">{say('desk.erasure.tell')}</h4>
      <ul>
        {recipients.map(({ recipientKind, recipient, disclosedAt }, index) => (
          // The same may have been given to the same recipient twice.
          <li key={index} className="flex flex-wrap gap-x-4">
            <span>{say(RECIPIENT[recipientKind])}</span>
            {recipient === null ? (
              <span className="text-muted">{say('desk.erasure.unnamed')}</span>
            ) : (
              <bdi className="font-semibold">{recipient}</bdi>
            )}
            <time dateTime={disclosedAt} className="text-s text-muted">
              {full(disclosedAt)}
            </time>
          </li>
        ))}
      </ul>
    </>
  );
}

const CERTIFIED = [
  ['requested', 'desk.erasure.event-requested'],
  ['erased', 'desk.erasure.event-erased'],
] as const satisfies readonly (readonly [keyof CertifiedCase, DeskTextKey])[];

function Certified({ certified }: { readonly certified: CertifiedCase }) {
  const say = useSay();
  const { full, number } = useMoments();
  const { reference, ground, keyDestroyedAt, intact } = certified;
  return (
    <section className="mt-4 break-inside-avoid border-s-4 border-done ps-3">
      <h3 className="font-bold">
        <Code>{reference}</Code> {say(ERASURE_GROUND[ground])}
      </h3>
      <dl>
        {CERTIFIED.map(([part, name]) => {
          const { revision, position, hash, recordedAt, by } = certified[part];
          return (
            <div key={part} className="mt-2">
              <dt className="font-semibold">{say(name)}</dt>
              <dd className="flex flex-wrap gap-x-4">
                <span>
                  {full(recordedAt)} <Person id={by} />
                </span>
                <span>
                  {say('desk.erasure.event')} {number(revision)}
                </span>
                <span>
                  {say('desk.erasure.position')} <Code>{position}</Code>
                </span>
                <span className="min-w-0">
                  {say('desk.replay.hash')}{' '}
                  <bdi dir="ltr" className="font-mono break-all">
                    {hash}
                  </bdi>
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
      <p className={keyDestroyedAt === null ? 'text-due' : 'text-done'}>
        {keyDestroyedAt === null
          ? say('desk.erasure.key-pending')
          : say('desk.erasure.key-destroyed', { at: full(keyDestroyedAt) })}
      </p>
      <Recipients recipients={certified.recipients} />
      <p className={intact ? 'text-done' : 'font-semibold text-late'}>
        {say(intact ? 'desk.proof.intact' : 'desk.proof.broken')}
      </p>
    </section>
  );
}

/** What was erased, by whom and when, and the events that say so: to be printed, or taken as JSON. */
function CertificateOfErasure({ request }: { readonly request: string }) {
  const say = useSay();
  const { full } = useMoments();
  const certificate = useCertificate(request, true);
  return (
    <section>
      <h2 className="text-l font-bold">{say('desk.erasure.certificate')}</h2>
      {certificate.isPending && <Skeleton />}
      {certificate.isError && <Failure error={certificate.error} onRetry={() => void certificate.refetch()} />}
      {certificate.data !== undefined && (
        <>
          <p className="max-w-prose">{say('desk.erasure.certificate-hint')}</p>
          <p className="text-muted">{say('desk.erasure.issued', { at: full(certificate.data.issuedAt) })}</p>
          {certificate.data.open > 0 && <p>{say('desk.erasure.open', { count: certificate.data.open })}</p>}
          {certificate.data.cases.map((certified) => (
            <Certified key={certified.reference} certified={certified} />
          ))}
          <div className="mt-4 flex flex-wrap gap-2 print:hidden">
            <Button type="button" kind="secondary" onClick={() => window.print()}>
              {say('desk.erasure.print')}
            </Button>
            <a
              download={`erasure-${request}.json`}
              href={`/api/cases/erasures/${encodeURIComponent(request)}/certificate`}
              className={buttonClass('secondary')}
            >
              {say('desk.erasure.download')}
            </a>
          </div>
        </>
      )}
    </section>
  );
}

/** One request for erasure: its cases, the decision, and the certificate. */
export function ErasureRequestPage() {
  const say = useSay();
  const { request } = useParams({ from: '/compliance/erasure/$request' });
  const erasures = useErasures(request);
  useTitle(say('desk.erasure.title'));
  const entries = erasures.data?.pages.flatMap((page) => page.items) ?? [];
  const open = entries.filter(({ erased }) => !erased);
  return (
    <div className="flex flex-col gap-8">
      <h1 className="text-xl font-bold">
        {say('desk.erasure.request')} <Code>{request}</Code>
      </h1>
      {erasures.isPending && <Skeleton />}
      {erasures.isError && <Failure error={erasures.error} onRetry={() => void erasures.refetch()} />}
      {erasures.isSuccess && entries.length === 0 && <p>{say('desk.erasure.none')}</p>}
      {entries.length > 0 && (
        <div>
          {open.length === 0 && <Notice kind="done">{say('desk.erasure.all-erased')}</Notice>}
          <ul className="flex flex-col">
            {entries.map((entry) => (
              <Entry key={entry.reference} entry={entry} />
            ))}
          </ul>
        </div>
      )}
      {open.length > 0 && <Decision request={request} open={open} />}
      {open.length < entries.length && <CertificateOfErasure request={request} />}
    </div>
  );
}
