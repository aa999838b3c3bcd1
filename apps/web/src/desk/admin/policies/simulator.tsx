import { Button, DayField, SelectField, Skeleton, TextField, useLanguage } from '@redress/ui';
import { type FormEvent, useState } from 'react';
import { clockName } from '../../case/clock-name.js';
import { Failure } from '../../failure.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import { textOf } from '../../sign-in.js';
import { CHANNEL, CLOCK_STATE, isWordOf, SEVERITY, wordsOf } from '../../words.js';
import { type SimulationQuery, useSimulation } from './policy-queries.js';

/** Noon, when nobody says an hour. */
const USUAL_TIME = '12:00';

/** The instant of a day and a time by the clock of this device; as typed where that is none, for the API to refuse. */
function instantOf(day: string, time: string): string {
  const at = new Date(`${day}T${time === '' ? USUAL_TIME : time}`);
  return Number.isNaN(at.getTime()) ? day : at.toISOString();
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** The time limits that an imagined complaint has. */
function Outcome({ query }: { readonly query: SimulationQuery }) {
  const say = useSay();
  const list = new Intl.ListFormat(useLanguage());
  const { full } = useMoments();
  const simulation = useSimulation(query);
  if (simulation.isPending) return <Skeleton />;
  if (simulation.isError) return <Failure error={simulation.error} onRetry={() => void simulation.refetch()} />;
  const { policy, clocks, later } = simulation.data;
  return (
    <div role="status" className="flex flex-col gap-2">
      <p>{say('desk.simulator.under', { policy })}</p>
      <ul className="flex flex-col gap-2">
        {clocks.map(({ name, run, state, due, words }) => (
          <li key={`${name} ${run}`} className="rounded-m border border-hairline bg-surface p-3">
            <p>
              <bdi className="font-semibold">{clockName(name, say)}</bdi>:{' '}
              {due === undefined
                ? say('desk.simulator.no-due', { state: say(CLOCK_STATE[state]) })
                : say('desk.simulator.due', { at: full(due.utc) })}
            </p>
            <details>
              <summary className="cursor-pointer">{say('desk.clock.why')}</summary>
              <ul className="list-disc ps-6">
                {words.map((sentence) => (
                  <li key={sentence} className="wrap-anywhere">
                    {sentence}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
      {later.length > 0 && (
        <p className="text-muted">
          {say('desk.simulator.later', {
            clocks: list.format(new Set(later.map(({ name }) => clockName(name, say)))),
          })}
        </p>
      )}
    </div>
  );
}

/** Says which time limits a complaint of some kind would have, received at some time: under one version, or under what is in force then. */
export function Simulator({ policy }: { readonly policy?: string }) {
  const say = useSay();
  const [day, setDay] = useState(today);
  const [query, setQuery] = useState<SimulationQuery>();
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const product = textOf(form, 'product').trim();
    const [channel, severity] = [form.get('channel'), form.get('severity')];
    setQuery({
      receivedAt: instantOf(day, textOf(form, 'time')),
      ...(policy !== undefined && { policy }),
      ...(product !== '' && { product }),
      ...(isWordOf(CHANNEL, channel) && { channel }),
      ...(isWordOf(SEVERITY, severity) && { severity }),
    });
  };
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-l font-bold">{say('desk.simulator.title')}</h2>
      <p className="max-w-prose text-muted">{say('desk.simulator.hint')}</p>
      <form onSubmit={onSubmit} className="grid items-end gap-x-4 sm:grid-cols-2 lg:grid-cols-5">
        <DayField
          name="day"
          label={say('desk.simulator.received-on')}
          typedHint={say('desk.field.day-hint')}
          value={day}
          onChoose={setDay}
        />
        <TextField name="time" type="time" label={say('desk.simulator.received-at')} defaultValue={USUAL_TIME} />
        <TextField name="product" label={say('desk.fact.product')} autoComplete="off" />
        <SelectField
          name="channel"
          label={say('desk.fact.channel')}
          empty={say('desk.channel.web')}
          options={wordsOf(CHANNEL)
            .filter((one) => one !== 'web')
            .map((value) => ({ value, label: say(CHANNEL[value]) }))}
        />
        <SelectField
          name="severity"
          label={say('desk.simulator.assessed')}
          empty={say('desk.simulator.not-assessed')}
          options={wordsOf(SEVERITY).map((value) => ({ value, label: say(SEVERITY[value]) }))}
        />
        <div className="my-(--field-space)">
          <Button kind="secondary">{say('desk.simulator.show')}</Button>
        </div>
      </form>
      {query !== undefined && <Outcome query={query} />}
    </section>
  );
}
