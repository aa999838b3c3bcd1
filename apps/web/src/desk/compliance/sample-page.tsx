import { Button, Code, ErrorSummary, SelectField, Skeleton, TextField } from '@redress/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { answerOf, useApi } from '../api.js';
import { Failure } from '../failure.js';
import { useMoments } from '../moments.js';
import { useSay } from '../say.js';
import { textOf } from '../sign-in.js';
import { SpanFields } from '../span-fields.js';
import { useTitle } from '../title.js';
import { useFieldErrors } from '../use-field-errors.js';
import { STATUS } from '../words.js';
import { type SampleSearch, sampleSearchOf } from './sample-search.js';

const SIZES = [5, 10, 25, 50, 100, 200] as const;
const SIZE_DEFAULT = 25;
const SEED_LENGTH = 8;

/** A seed for whoever has none: by chance, and short enough to write into a report. */
function freshSeed(): string {
  return crypto.randomUUID().slice(0, SEED_LENGTH);
}

/** The cases that a seed draws, once there is one. */
function useSample(search: SampleSearch) {
  const api = useApi();
  const { seed = '', size, ...days } = search;
  return useQuery({
    queryKey: ['audit-sample', search],
    queryFn: () =>
      answerOf(
        api.GET('/api/analytics/audit-sample', {
          params: {
            query: { ...days, seed, ...(size !== undefined && { size: Number(size) }) },
          },
        }),
      ),
    enabled: seed !== '',
    retry: false,
  });
}

/** Draws cases for an audit, so that others can draw the same ones. */
export function SamplePage() {
  const say = useSay();
  const { full, number } = useMoments();
  const navigate = useNavigate({ from: '/compliance/sample' });
  const search = useSearch({ from: '/compliance/sample' });
  const [days, setDays] = useState({ from: search.from ?? '', to: search.to ?? '' });
  const [fresh] = useState(freshSeed);
  const sample = useSample(search);
  const { errors, errorOn } = useFieldErrors(sample.error);
  useTitle(say('desk.sample'));
  const draw = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [seed, size] = [textOf(form, 'seed').trim(), textOf(form, 'size').trim()];
    // Days begin elsewhere for somebody in another zone, who would draw among other cases.
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    void navigate({ search: sampleSearchOf({ seed, size, ...days, timeZone }) });
  };
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-xl font-bold">{say('desk.sample')}</h1>
      <p className="max-w-prose">{say('desk.sample.hint')}</p>
      <form onSubmit={draw} noValidate className="max-w-md">
        <ErrorSummary title={say('desk.form.faults')} errors={errors} />
        <TextField
          name="seed"
          label={say('desk.sample.seed')}
          hint={say('desk.sample.seed-hint')}
          error={errorOn('seed')}
          defaultValue={search.seed ?? fresh}
          dir="ltr"
          autoComplete="off"
        />
        <SelectField
          name="size"
          label={say('desk.sample.size')}
          error={errorOn('size')}
          defaultValue={search.size ?? String(SIZE_DEFAULT)}
          empty={say('desk.form.choose')}
          options={SIZES.map((size) => ({ value: String(size), label: number(size) }))}
        />
        <SpanFields
          span={days}
          errors={{ from: errorOn('from'), to: errorOn('to') }}
          onChoose={(change) => setDays({ ...days, ...change })}
        />
        <Button>{say('desk.sample.draw')}</Button>
      </form>
      {sample.isLoading && <Skeleton />}
      {sample.isError && errors.length === 0 && <Failure error={sample.error} onRetry={() => void sample.refetch()} />}
      {sample.data !== undefined && (
        <section aria-labelledby="drawn-title">
          <h2 id="drawn-title" className="text-l font-bold">
            {say('desk.sample.drawn', {
              cases: sample.data.cases.length,
              population: sample.data.population,
              seed: sample.data.seed,
            })}
          </h2>
          <p className="text-muted">{say('desk.sample.as-of', { at: full(sample.data.asOf) })}</p>
          <ol className="mt-2 flex list-none flex-col">
            {sample.data.cases.map(({ reference, receivedAt, status }, index) => (
              <li key={reference} className="flex flex-wrap gap-x-4 border-b border-hairline bg-surface p-2">
                <span className="w-8 text-muted">{number(index + 1)}</span>
                <Link to="/cases/$reference" params={{ reference }}>
                  <Code>{reference}</Code>
                </Link>
                <span className="grow">{say(STATUS[status])}</span>
                <time dateTime={receivedAt} className="text-muted">
                  {full(receivedAt)}
                </time>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
