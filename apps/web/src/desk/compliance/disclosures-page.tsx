import type { components } from '@redress/api-client';
import { Button, Code, ErrorSummary, SelectField, TextField } from '@redress/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { answerOf, useApi } from '../api.js';
import { Said } from '../case/said.js';
import { Person } from '../colleagues.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { textOf } from '../sign-in.js';
import { SpanFields } from '../span-fields.js';
import { useFieldErrors } from '../use-field-errors.js';
import { DISCLOSURE_BASIS, GIVEN, RECIPIENT, type WordList, wordsOf } from '../words.js';
import { type DisclosuresSearch, disclosuresSearchOf } from './disclosures-search.js';
import { betweenDays, FoundList, PAGE_ROWS } from './found-list.js';

type Disclosure = components['schemas']['Disclosure'];

/** What the API is asked for, by what the address says. It refuses words that it does not know. */
function filtersOf({ reference, recipientKind, basis, ...days }: DisclosuresSearch) {
  return {
    ...(reference !== undefined && { reference }),
    ...(recipientKind !== undefined && { recipientKind: [recipientKind as Disclosure['recipientKind']] }),
    ...(basis !== undefined && { basis: [basis as NonNullable<Disclosure['basis']>] }),
    ...betweenDays(days),
  };
}

/** What was given to whom, as the address asks, page by page. */
function useDisclosures(search: DisclosuresSearch) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['disclosures', search],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/cases/disclosures', {
          params: {
            query: { ...filtersOf(search), limit: PAGE_ROWS, ...(pageParam !== '' && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    retry: false,
  });
}

/** Filters; what they say is the address of what is shown. */
function Narrowing({ search, error }: { readonly search: DisclosuresSearch; readonly error: unknown }) {
  const say = useSay();
  const navigate = useNavigate({ from: '/compliance/disclosures' });
  const [days, setDays] = useState({ from: search.from ?? '', to: search.to ?? '' });
  const { errors, errorOn } = useFieldErrors(error);
  const show = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (name: keyof DisclosuresSearch): string => textOf(form, name).trim();
    const filters = { reference: said('reference'), recipientKind: said('recipientKind'), basis: said('basis') };
    void navigate({ search: disclosuresSearchOf({ ...filters, ...days }) });
  };
  const choices = <Word extends string>(words: WordList<Word>) =>
    wordsOf(words).map((value) => ({ value, label: say(words[value]) }));
  return (
    <form onSubmit={show} noValidate className="max-w-md">
      <ErrorSummary title={say('desk.form.faults')} errors={errors} />
      <TextField
        name="reference"
        label={say('desk.fact.reference')}
        error={errorOn('reference')}
        defaultValue={search.reference ?? ''}
        dir="ltr"
        autoComplete="off"
      />
      <SelectField
        name="recipientKind"
        label={say('desk.field.recipient-kind')}
        error={errorOn('recipientKind')}
        defaultValue={search.recipientKind ?? ''}
        empty={say('desk.disclosures.any')}
        options={choices(RECIPIENT)}
      />
      <SelectField
        name="basis"
        label={say('desk.field.disclosure-basis')}
        error={errorOn('basis')}
        defaultValue={search.basis ?? ''}
        empty={say('desk.disclosures.any')}
        options={choices(DISCLOSURE_BASIS)}
      />
      <SpanFields
        span={days}
        errors={{ from: errorOn('from'), to: errorOn('before') }}
        onChoose={(change) => setDays({ ...days, ...change })}
      />
      <Button>{say('desk.access.show')}</Button>
    </form>
  );
}

/** One time that data of a case was given to somebody. */
function Row({ entry }: { readonly entry: Disclosure }) {
  const say = useSay();
  const { full } = useMoments();
  const { reference, source, recipientKind, recipient, recipientPerson, given, basis, purpose } = entry;
  const { sha256, approvedBy, disclosedAt, recordedBy } = entry;
  return (
    <li className="border-b border-hairline bg-surface p-2">
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <Link to="/cases/$reference" params={{ reference }}>
          <Code>{reference}</Code>
        </Link>
        <span>{say(RECIPIENT[recipientKind])}</span>
        {recipient !== undefined && <bdi className="font-semibold">{recipient}</bdi>}
        {source === 'referral' && <span className="text-muted">{say('desk.disclosures.referral')}</span>}
        <time dateTime={disclosedAt} className="text-s text-muted">
          {full(disclosedAt)}
        </time>
        <span className="text-s text-muted">
          <Person id={recordedBy} />
        </span>
      </p>
      <Said text={recipientPerson} />
      {given !== undefined && (
        <ul aria-label={say('desk.field.given')} className="flex flex-wrap gap-x-3">
          {given.map((word) => (
            <li key={word} className="border border-hairline px-1">
              {say(GIVEN[word])}
            </li>
          ))}
        </ul>
      )}
      <Said text={purpose} />
      {basis !== undefined && (
        <p className="flex flex-wrap gap-x-4 text-s text-muted">
          <span>
            {say('desk.field.disclosure-basis')}: {say(DISCLOSURE_BASIS[basis])}
          </span>
          {approvedBy !== undefined && (
            <span>
              {say('desk.field.approved-by')}: <Person id={approvedBy} />
            </span>
          )}
        </p>
      )}
      {sha256 !== undefined && (
        <bdi dir="ltr" className="block font-mono text-s break-all text-muted">
          {sha256}
        </bdi>
      )}
    </li>
  );
}

/** Who outside was given personal data of which case. */
export function DisclosuresPage() {
  const say = useSay();
  const search = useSearch({ from: '/compliance/disclosures' });
  const disclosures = useDisclosures(search);
  return (
    <FoundList
      title={say('desk.compliance.disclosures')}
      hint={say('desk.disclosures.hint')}
      empty={say('desk.disclosures.empty')}
      found={disclosures}
      // Filled anew where a link leads to another address of this page.
      filters={<Narrowing key={JSON.stringify(search)} search={search} error={disclosures.error} />}
      exported={{ path: '/api/cases/disclosures/export', query: filtersOf(search) }}
    >
      {/* Entries have no name, and a list is only ever added to. */}
      {(entry, index) => <Row key={index} entry={entry} />}
    </FoundList>
  );
}
