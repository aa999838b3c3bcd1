import type { DeskTextKey } from '@redress/texts/desk';
import { useLanguage } from '@redress/ui';
import type { ReactNode } from 'react';
import { clockName } from '../../case/clock-name.js';
import { useMoments } from '../../moments.js';
import { useSay } from '../../say.js';
import { CHANNEL, REMEDY, type WordList } from '../../words.js';
import { LIMIT_LENGTH, type ShownPolicy } from './policy-queries.js';
import { Validity } from './policies-page.js';

type Limit = ShownPolicy['clocks'][number]['limit'];

const ANCHOR: WordList<ShownPolicy['clocks'][number]['anchor']> = {
  received: 'desk.policies.anchor.received',
  'day-after-receipt': 'desk.policies.anchor.day-after-receipt',
  acknowledged: 'desk.policies.anchor.acknowledged',
  'sent-on': 'desk.policies.anchor.sent-on',
  'stage-escalated': 'desk.policies.anchor.stage-escalated',
  'decision-communicated': 'desk.policies.anchor.decision-communicated',
};

const STEP: WordList<ShownPolicy['requiredSteps'][number]> = {
  acknowledgement: 'desk.policies.step-acknowledgement',
  assessment: 'desk.policies.step-assessment',
  finding: 'desk.policies.step-finding',
};

/** How long something may take. */
function LimitWords({ limit: { length, unit } }: { readonly limit: Pick<Limit, 'length' | 'unit'> }) {
  const say = useSay();
  return <>{say(LIMIT_LENGTH[unit], { length })}</>;
}

function Part({ name, children }: { readonly name: DeskTextKey; readonly children: ReactNode }) {
  const say = useSay();
  return (
    <div>
      <dt className="font-semibold">{say(name)}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

function Scope({ scope }: { readonly scope: ShownPolicy['scope'] }) {
  const say = useSay();
  const language = useLanguage();
  const list = new Intl.ListFormat(language, { type: 'disjunction' });
  const { products, channels, jurisdictions, complainantTypes } = scope;
  const parts: readonly (readonly [DeskTextKey, readonly string[] | undefined])[] = [
    ['desk.policies.scope-products', products],
    ['desk.policies.scope-channels', channels?.map((channel) => say(CHANNEL[channel]))],
    ['desk.policies.scope-jurisdictions', jurisdictions],
    ['desk.policies.scope-types', complainantTypes],
  ];
  const said = parts.flatMap(([name, words]) => (words === undefined ? [] : [{ name, words }]));
  if (said.length === 0) return <>{say('desk.policies.scope-all')}</>;
  return (
    <ul>
      {said.map(({ name, words }) => (
        <li key={name}>
          {say(name)}: <bdi>{list.format(words)}</bdi>
        </li>
      ))}
    </ul>
  );
}

function Clocks({ clocks }: { readonly clocks: ShownPolicy['clocks'] }) {
  const say = useSay();
  return (
    <table className="w-full border-separate border-spacing-0">
      <thead>
        <tr>
          {(['desk.policies.clock', 'desk.policies.clock-starts', 'desk.policies.clock-length'] as const).map(
            (name) => (
              <th key={name} scope="col" className="border-b border-line pe-3 text-start font-normal text-muted">
                {say(name)}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {clocks.map(({ name, anchor, limit, when }, index) => (
          // Several rules of one clock have one name.
          <tr key={index}>
            <th scope="row" className="border-b border-hairline pe-3 text-start font-normal">
              <bdi>{clockName(name, say)}</bdi>
              {when !== undefined && <span className="block text-muted">{say('desk.policies.clock-when')}</span>}
            </th>
            <td className="border-b border-hairline pe-3">{say(ANCHOR[anchor])}</td>
            <td className="border-b border-hairline">
              <LimitWords limit={limit} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Silence({ silence }: { readonly silence: ShownPolicy['silence'] }) {
  const say = useSay();
  if (silence === undefined) return <>{say('desk.policies.silence-none')}</>;
  const length = say(LIMIT_LENGTH[silence.after.unit], { length: silence.after.length });
  return (
    <>
      {say(silence.means === 'closed' ? 'desk.policies.silence-closed' : 'desk.policies.silence-accepted', { length })}
    </>
  );
}

/** A policy in words: what a person asks of it first. Everything is in its YAML. */
export function PolicyWords({ policy }: { readonly policy: ShownPolicy }) {
  const say = useSay();
  const language = useLanguage();
  const { number } = useMoments();
  const list = new Intl.ListFormat(language);
  const { validFrom, validTo, calendar, ownCalendar, outsideBodies, remedies, requiredSteps, stages } = policy;
  return (
    <dl className="flex flex-col gap-3">
      <Part name="desk.policies.valid">
        <Validity validFrom={validFrom} {...(validTo !== undefined && { validTo })} />
      </Part>
      <Part name="desk.policies.scope">
        <Scope scope={policy.scope} />
      </Part>
      <Part name="desk.policies.clocks">
        <Clocks clocks={policy.clocks} />
      </Part>
      <Part name="desk.policies.calendar">
        <bdi>{ownCalendar === undefined ? calendar : say('desk.policies.own-calendar', { calendar })}</bdi>
      </Part>
      <Part name="desk.policies.stages">
        <bdi>{list.format(stages.map(({ names }) => names[language]))}</bdi>
      </Part>
      {requiredSteps.length > 0 && (
        <Part name="desk.policies.steps">{list.format(requiredSteps.map((step) => say(STEP[step])))}</Part>
      )}
      <Part name="desk.policies.remedies">{list.format(remedies.map((kind) => say(REMEDY[kind])))}</Part>
      {outsideBodies.length > 0 && (
        <Part name="desk.policies.bodies">
          <bdi>{list.format(outsideBodies.map(({ names }) => names[language]))}</bdi>
        </Part>
      )}
      <Part name="desk.policies.silence">
        <Silence silence={policy.silence} />
      </Part>
      <Part name="desk.policies.retention">{number(policy.retentionYears)}</Part>
      <Part name="desk.policies.source">
        <bdi lang="en">{policy.source.text}</bdi>
      </Part>
    </dl>
  );
}
