import type { components } from '@redress/api-client';
import type { DeskTextKey } from '@redress/texts/desk';
import {
  Button,
  Code,
  DayField,
  ErrorSummary,
  Notice,
  SelectField,
  TextArea,
  TextField,
  useLanguage,
} from '@redress/ui';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { answerOf, useApi } from './api.js';
import { type Draft } from './case/command-fields.js';
import { useDraft } from './case/use-command.js';
import { Failure } from './failure.js';
import { hasRole, places } from './places.js';
import { useCaseSearch } from './queue/case-search.js';
import { useSay } from './say.js';
import { useSession } from './session.js';
import { fieldErrorsIn, useFieldErrors } from './use-field-errors.js';
import { CHANNEL, isWordOf, LANGUAGE, STATUS, wordsOf } from './words.js';
import { useTitle } from './title.js';

type Lodged = components['schemas']['LodgeComplaintRequest'];

const DRAFT = 'new complaint';

/** What a caller says, as the API takes it; nothing for what was left empty. */
function bodyOf(draft: Draft): Lodged {
  const said = (name: string): string | undefined => {
    const typed = draft[name]?.trim();
    return typed === '' ? undefined : typed;
  };
  const given = (names: readonly string[], prefix = ''): Readonly<Record<string, string>> =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = said(prefix + name);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  const complainant = given(['name', 'email', 'phone', 'postalAddress'], 'complainant/');
  const channel = draft['channel'];
  const language = draft['language'];
  return {
    description: said('description') ?? '',
    ...given(['desiredOutcome', 'product', 'organizationUnit', 'happenedOn', 'externalReference']),
    ...(isWordOf(CHANNEL, channel) && { channel }),
    ...(isWordOf(LANGUAGE, language) && { language }),
    ...(Object.keys(complainant).length > 0 && { complainant }),
  };
}

/** Cases that name the same person, so that one complaint is not taken down twice. */
function PossibleDuplicates({ draft }: { readonly draft: Draft }) {
  const say = useSay();
  const asked = [draft['complainant/email'], draft['complainant/phone'], draft['complainant/name']].find(
    (said) => (said?.trim() ?? '') !== '',
  );
  const found = useCaseSearch(asked ?? '');
  const items = asked === undefined ? [] : (found.data?.items ?? []);
  return (
    <aside
      aria-label={say('desk.new.duplicates')}
      className="self-start rounded-m border border-hairline bg-surface p-3"
    >
      <h2 className="text-l font-bold">{say('desk.new.duplicates')}</h2>
      <p role="status" className="text-muted">
        {items.length === 0 ? say('desk.new.no-duplicates') : say('desk.search.found', { count: items.length })}
      </p>
      <ul className="flex flex-col gap-2">
        {items.map(({ reference, status, product }) => (
          <li key={reference}>
            <Link to="/cases/$reference" params={{ reference }}>
              <Code>{reference}</Code>
            </Link>{' '}
            {say(STATUS[status])} <bdi className="text-muted">{product}</bdi>
          </li>
        ))}
      </ul>
    </aside>
  );
}

/** What the caller has to be told: the number and the code under which they follow their complaint. */
function Taken({
  lodged,
  onNext,
}: {
  readonly lodged: components['schemas']['LodgedComplaint'];
  readonly onNext: () => void;
}) {
  const say = useSay();
  return (
    <div role="status">
      <Notice kind="done">
        <h2 className="text-l font-bold">{say('desk.new.done')}</h2>
        <p>{say('desk.new.tell')}</p>
        <dl className="my-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          <dt>{say('desk.fact.reference')}</dt>
          <dd>
            <Code>{lodged.reference}</Code>
          </dd>
          <dt>{say('desk.new.code')}</dt>
          <dd>
            <Code>{lodged.trackingCode}</Code>
          </dd>
        </dl>
        <div className="flex flex-wrap items-center gap-4">
          <Link to="/cases/$reference" params={{ reference: lodged.reference }}>
            {say('desk.new.open')}
          </Link>
          <Button type="button" kind="secondary" onClick={onNext}>
            {say('desk.new.next')}
          </Button>
        </div>
      </Notice>
    </div>
  );
}

const CONTACTS: readonly (readonly [string, DeskTextKey, string])[] = [
  ['complainant/name', 'desk.fact.complainant', 'text'],
  ['complainant/phone', 'desk.fact.phone', 'tel'],
  ['complainant/email', 'desk.fact.email', 'email'],
  ['complainant/postalAddress', 'desk.fact.address', 'text'],
];

/** Takes down a complaint for somebody who calls, writes or comes by. */
export function NewCasePage() {
  const say = useSay();
  const api = useApi();
  const language = useLanguage();
  const { roles } = useSession();
  useTitle(say('desk.new.title'));
  const searches = places.some(({ path, roles: readers }) => path === '/cases' && hasRole(roles, readers));
  const { draft, change, forget } = useDraft(DRAFT, { channel: 'phone', language });
  const [key, setKey] = useState(() => crypto.randomUUID());
  const lodging = useMutation({
    mutationFn: (body: Lodged) =>
      answerOf(api.POST('/api/complaints', { params: { header: { 'Idempotency-Key': key } }, body })),
    onSuccess: forget,
    // Another body needs another key; after a lost answer the same body is sent under the same one.
    onError: (error) => fieldErrorsIn(error).length > 0 && setKey(crypto.randomUUID()),
  });
  const { errors, errorOn } = useFieldErrors(lodging.error);
  const control = (name: string, label: DeskTextKey) => ({
    name,
    label: say(label),
    error: errorOn(name),
    value: draft[name] ?? '',
    onChange: ({ target }: { target: { value: string } }) => change({ [name]: target.value }),
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    lodging.mutate(bodyOf(draft));
  };
  if (lodging.isSuccess) {
    const next = (): void => {
      setKey(crypto.randomUUID());
      change({ channel: 'phone', language });
      lodging.reset();
    };
    return <Taken lodged={lodging.data} onNext={next} />;
  }
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,42rem)_20rem]">
      <form onSubmit={onSubmit} noValidate>
        <h1 className="text-xl font-bold">{say('desk.new.title')}</h1>
        {lodging.isError && errors.length === 0 && <Failure error={lodging.error} />}
        <ErrorSummary title={say('desk.form.faults')} errors={errors} />
        {CONTACTS.map(([name, label, type]) => (
          <TextField key={name} {...control(name, label)} type={type} autoComplete="off" />
        ))}
        <TextArea {...control('description', 'desk.new.description')} />
        <TextArea {...control('desiredOutcome', 'desk.fact.desired')} rows={3} />
        <TextField {...control('product', 'desk.fact.product')} />
        <TextField {...control('organizationUnit', 'desk.fact.unit')} />
        <DayField
          name="happenedOn"
          label={say('desk.fact.happened')}
          error={errorOn('happenedOn')}
          value={draft['happenedOn'] ?? ''}
          onChoose={(happenedOn) => change({ happenedOn })}
          typedHint={say('desk.field.day-hint')}
        />
        <SelectField
          {...control('channel', 'desk.fact.channel')}
          empty={say('desk.form.choose')}
          options={wordsOf(CHANNEL).map((value) => ({ value, label: say(CHANNEL[value]) }))}
        />
        <SelectField
          {...control('language', 'desk.new.language')}
          empty={say('desk.form.choose')}
          options={wordsOf(LANGUAGE).map((value) => ({ value, label: say(LANGUAGE[value]) }))}
        />
        <Button disabled={lodging.isPending}>{say(lodging.isPending ? 'desk.form.sending' : 'desk.new.send')}</Button>
      </form>
      {searches && <PossibleDuplicates draft={draft} />}
    </div>
  );
}
