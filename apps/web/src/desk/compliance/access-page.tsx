import type { components } from '@redress/api-client';
import { Button, Code, ErrorSummary, TextField } from '@redress/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { answerOf, useApi } from '../api.js';
import { useColleagues } from '../colleagues.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { textOf } from '../sign-in.js';
import { SpanFields } from '../span-fields.js';
import { useFieldErrors } from '../use-field-errors.js';
import { isWordOf, ROLE, type WordList } from '../words.js';
import { type AccessSearch, accessSearchOf } from './access-search.js';
import { betweenDays, FoundList, PAGE_ROWS } from './found-list.js';

type Access = components['schemas']['Access'];

const KIND: WordList<Access['kind']> = {
  case: 'desk.access.case',
  history: 'desk.access.history',
  replay: 'desk.access.replay',
  evidence: 'desk.access.evidence',
  attachment: 'desk.access.attachment',
  letter: 'desk.access.letter',
  draft: 'desk.access.draft',
  task: 'desk.access.task',
  hold: 'desk.access.hold',
  search: 'desk.access.search',
  person: 'desk.access.person',
  disclosure: 'desk.compliance.disclosures',
  export: 'desk.access.whole-export',
  'access-log': 'desk.compliance.access',
};

/** What the API is asked for, by what the address says. */
function filtersOf({ reference, actor, ...days }: AccessSearch) {
  return { ...(reference !== undefined && { reference }), ...(actor !== undefined && { actor }), ...betweenDays(days) };
}

/** Who read what, as the address asks, page by page. */
function useAccesses(search: AccessSearch) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['access-log', search],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/compliance/access-log', {
          params: {
            query: {
              ...filtersOf(search),
              limit: PAGE_ROWS,
              ...(pageParam !== '' && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    retry: false,
  });
}

/** Filters; what they say is the address of what is shown. */
function Narrowing({ search, error }: { readonly search: AccessSearch; readonly error: unknown }) {
  const say = useSay();
  const navigate = useNavigate({ from: '/compliance/access' });
  const { nameOf, personOf } = useColleagues();
  const [days, setDays] = useState({ from: search.from ?? '', to: search.to ?? '' });
  const { errors, errorOn } = useFieldErrors(error);
  const show = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const actor = personOf(textOf(form, 'actor'));
    void navigate({ search: accessSearchOf({ reference: textOf(form, 'reference').trim(), actor, ...days }) });
  };
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
      <TextField
        name="actor"
        label={say('desk.access.actor')}
        error={errorOn('actor')}
        defaultValue={search.actor === undefined ? '' : nameOf(search.actor)}
        dir="auto"
        autoComplete="off"
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

/** One entry: what somebody read of one complaint in one way within a quarter of an hour. */
function Row({ entry: { kind, actor, reference, firstAt, lastAt, count } }: { readonly entry: Access }) {
  const say = useSay();
  const { full, relative } = useMoments();
  const { nameOf } = useColleagues();
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b border-hairline bg-surface p-2">
      {reference === null ? (
        <span>{say('desk.access.all')}</span>
      ) : (
        <Link to="/cases/$reference" params={{ reference }}>
          <Code>{reference}</Code>
        </Link>
      )}
      <span className="min-w-40 grow font-semibold">{say(KIND[kind])}</span>
      <span>
        <Link to="/compliance/access" search={{ actor: actor.id }}>
          <bdi>{nameOf(actor.id)}</bdi>
        </Link>
        {isWordOf(ROLE, actor.role) && <span className="text-muted"> ({say(ROLE[actor.role])})</span>}
      </span>
      <time dateTime={firstAt} className="text-s text-muted">
        {full(firstAt)} ({relative(firstAt)})
      </time>
      {count > 1 && <span className="text-s text-muted">{say('desk.access.times', { count, at: full(lastAt) })}</span>}
    </li>
  );
}

/** Who of the staff was shown personal data of which complaint. */
export function AccessPage() {
  const say = useSay();
  const search = useSearch({ from: '/compliance/access' });
  const accesses = useAccesses(search);
  return (
    <FoundList
      title={say('desk.compliance.access')}
      hint={say('desk.access.hint')}
      empty={say('desk.access.empty')}
      found={accesses}
      // Filled anew where a link leads to another address of this page.
      filters={<Narrowing key={JSON.stringify(search)} search={search} error={accesses.error} />}
      exported={{ path: '/api/compliance/access-log/export', query: filtersOf(search) }}
    >
      {(entry) => <Row key={`${entry.firstAt} ${entry.actor.id} ${entry.kind} ${entry.reference}`} entry={entry} />}
    </FoundList>
  );
}
