import {
  Button,
  Checkbox,
  Code,
  ErrorSummary,
  FieldGroup,
  Notice,
  SelectField,
  Skeleton,
  TextArea,
  TextField,
} from '@redress/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Person } from '../colleagues.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { MoreButton } from '../more-button.js';
import { useSay } from '../say.js';
import { useSession } from '../session.js';
import { textOf } from '../sign-in.js';
import { useFieldErrors } from '../use-field-errors.js';
import { useTitle } from '../title.js';
import { ERASURE_GROUND, isWordOf, STATUS, wordsOf } from '../words.js';
import {
  type ErasureRow,
  type ErasureResult,
  type PersonRow,
  useErasures,
  useOpenErasure,
  usePersonsCases,
} from './erasure-queries.js';

type Ground = ErasureRow['ground'];

/** What stands against an erasure in one case. */
export function Obstacle({ of }: { readonly of: Pick<PersonRow, 'erased' | 'obstacle' | 'retainedUntil'> }) {
  const say = useSay();
  if (of.erased) return <p className="text-done">{say('desk.erasure.is-erased')}</p>;
  if (of.obstacle !== null) return <p className="font-semibold text-late">{of.obstacle.reason}</p>;
  return <p>{say('desk.erasure.no-obstacle')}</p>;
}

/** What became of a command in each case that did not take it. */
export function Refusals({ results }: { readonly results: readonly ErasureResult[] }) {
  return (
    <ul>
      {results.map(({ reference, problem }) =>
        problem === undefined ? null : (
          <li key={reference}>
            <Notice kind="late">
              <Code>{reference}</Code> {problem.detail}
            </Notice>
          </li>
        ),
      )}
    </ul>
  );
}

function FoundCase({ found, isNamed }: { readonly found: PersonRow; readonly isNamed: boolean }) {
  const say = useSay();
  const { full } = useMoments();
  const { reference, status, receivedAt, isProven, retainedUntil, erased } = found;
  return (
    <div className="border-s-4 border-line ps-3">
      <Checkbox
        name="cases"
        value={reference}
        label={`${reference} · ${say(STATUS[status])}`}
        defaultChecked={isNamed && !erased}
        disabled={erased}
      />
      <p className="text-s text-muted">{full(receivedAt)}</p>
      {!isProven && <p className="text-due">{say('desk.erasure.unproven')}</p>}
      {retainedUntil !== null && !erased && (
        <p className="text-s text-muted">{say('desk.erasure.retained', { at: full(retainedUntil) })}</p>
      )}
      <Obstacle of={found} />
    </div>
  );
}

/** The cases of the person who was found, and the request for those that are chosen. */
function RequestForm({
  cases,
  ground,
  isTruncated,
}: {
  readonly cases: readonly PersonRow[];
  readonly ground: Ground;
  readonly isTruncated: boolean;
}) {
  const say = useSay();
  const navigate = useNavigate();
  const [refused, setRefused] = useState<readonly ErasureResult[]>([]);
  const [isEmpty, setEmpty] = useState(false);
  const opening = useOpenErasure((request, results) => {
    const others = results.filter(({ outcome }) => outcome !== 'accepted');
    if (others.length === 0) void navigate({ to: '/compliance/erasure/$request', params: { request } });
    else setRefused(others);
  });
  const { errors: refusals, errorOn } = useFieldErrors(opening.error);
  const pick = isEmpty ? say('desk.erasure.pick') : undefined;
  const errors = pick === undefined ? refusals : [{ field: 'cases', message: pick }, ...refusals];
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = form.getAll('cases').map(String);
    setEmpty(chosen.length === 0);
    if (chosen.length === 0) return;
    const request = textOf(form, 'request').trim();
    opening.mutate({
      ground,
      reason: textOf(form, 'reason'),
      cases: chosen.map((reference) => ({ reference })),
      ...(request !== '' && { request }),
    });
  };
  return (
    <form onSubmit={send} noValidate className="mt-4 max-w-prose">
      <p role="status" className="font-semibold">
        {say('desk.erasure.found', { count: cases.length })}
        {isTruncated && ` ${say('desk.erasure.truncated')}`}
      </p>
      {opening.isError && errors.length === 0 && <Failure error={opening.error} />}
      <ErrorSummary title={say('desk.form.faults')} errors={errors} />
      <Refusals results={refused} />
      <FieldGroup name="cases" label={say('desk.erasure.choose')} error={pick ?? errorOn('cases')}>
        {cases.map((found, index) => (
          <FoundCase key={found.reference} found={found} isNamed={index === 0} />
        ))}
      </FieldGroup>
      <TextField
        name="request"
        label={say('desk.field.erasure-request')}
        hint={say('desk.erasure.name-hint')}
        error={errorOn('request')}
        dir="ltr"
        autoComplete="off"
      />
      <TextArea
        name="reason"
        label={say('desk.field.reason')}
        hint={say('desk.field.erasure-reason-hint')}
        error={errorOn('reason')}
        rows={3}
      />
      <Button disabled={opening.isPending}>
        {say(opening.isPending ? 'desk.form.sending' : 'desk.erasure.record')}
      </Button>
    </form>
  );
}

/** Finds the cases of a person by what their request proves. */
function NewRequest() {
  const say = useSay();
  const finding = usePersonsCases();
  const { errors, errorOn } = useFieldErrors(finding.error);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const contact = textOf(form, 'contact').trim();
    const ground = textOf(form, 'ground');
    finding.mutate({
      reference: textOf(form, 'reference').trim(),
      // The API says so where none was chosen.
      ground: (isWordOf(ERASURE_GROUND, ground) ? ground : '') as Ground,
      ...(contact !== '' && { contact }),
    });
  };
  return (
    <section>
      <h2 className="text-l font-bold">{say('desk.erasure.new')}</h2>
      <form onSubmit={send} noValidate className="max-w-prose">
        {finding.isError && errors.length === 0 && <Failure error={finding.error} />}
        <ErrorSummary title={say('desk.form.faults')} errors={errors} />
        <TextField
          name="reference"
          label={say('desk.fact.reference')}
          error={errorOn('reference')}
          dir="ltr"
          autoComplete="off"
        />
        <TextField
          name="contact"
          label={say('desk.erasure.contact')}
          hint={say('desk.erasure.contact-hint')}
          error={errorOn('contact')}
          dir="ltr"
          autoComplete="off"
        />
        <SelectField
          name="ground"
          label={say('desk.field.erasure-ground')}
          error={errorOn('ground')}
          empty={say('desk.form.choose')}
          options={wordsOf(ERASURE_GROUND).map((value) => ({ value, label: say(ERASURE_GROUND[value]) }))}
        />
        <Button kind="secondary" disabled={finding.isPending}>
          {say(finding.isPending ? 'desk.form.sending' : 'desk.erasure.find')}
        </Button>
      </form>
      {finding.isSuccess && (
        <RequestForm
          key={finding.submittedAt}
          cases={finding.data.items}
          ground={finding.variables.ground}
          isTruncated={finding.data.truncated}
        />
      )}
    </section>
  );
}

/** The entries of the list by their requests, in their order. */
function byRequest(entries: readonly ErasureRow[]): readonly (readonly [string, readonly ErasureRow[]])[] {
  return [...Map.groupBy(entries, ({ request }) => request)];
}

function RequestRow({ request, entries }: { readonly request: string; readonly entries: readonly ErasureRow[] }) {
  const say = useSay();
  const { full } = useMoments();
  const [first] = entries;
  return (
    <li className="border-b border-hairline bg-surface p-2">
      <p className="flex flex-wrap gap-x-4">
        <Link to="/compliance/erasure/$request" params={{ request }}>
          <Code>{request}</Code>
        </Link>
        {first !== undefined && <span>{say(ERASURE_GROUND[first.ground])}</span>}
      </p>
      {first !== undefined && (
        <p className="text-s text-muted">
          {say('desk.erasure.requested-by', { at: full(first.requestedAt) })} <Person id={first.requestedBy} />
        </p>
      )}
      <ul>
        {entries.map(({ reference, erased }) => (
          <li key={reference} className="flex flex-wrap gap-x-4">
            <Code>{reference}</Code>
            <span className={erased ? 'text-done' : 'text-due'}>
              {say(erased ? 'desk.erasure.state-erased' : 'desk.erasure.state-requested')}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Requests for erasure: the new one, and those that stand or were carried out. */
export function ErasurePage() {
  const say = useSay();
  const { roles } = useSession();
  const erasures = useErasures();
  useTitle(say('desk.erasure.title'));
  const entries = erasures.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="flex flex-col gap-8">
      <div>
        <h1 className="text-xl font-bold">{say('desk.erasure.title')}</h1>
        <p className="max-w-prose text-muted">{say('desk.erasure.hint')}</p>
      </div>
      {roles.includes('compliance') && <NewRequest />}
      <section>
        <h2 className="text-l font-bold">{say('desk.erasure.requests')}</h2>
        {erasures.isPending && <Skeleton />}
        {erasures.isError && <Failure error={erasures.error} onRetry={() => void erasures.refetch()} />}
        {erasures.isSuccess && entries.length === 0 && <p className="mt-3">{say('desk.erasure.none')}</p>}
        <ul className="mt-3 flex flex-col">
          {byRequest(entries).map(([request, own]) => (
            <RequestRow key={request} request={request} entries={own} />
          ))}
        </ul>
        <MoreButton of={erasures} />
      </section>
    </div>
  );
}
