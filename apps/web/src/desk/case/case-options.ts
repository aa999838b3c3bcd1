import { MESSAGE_CHANNEL, PURPOSE, REMEDY } from '../words.js';
import { clockName } from './clock-name.js';
import type { CaseFacts, OfCaseField, Option } from './command-fields.js';

const same = (value: string): Option => ({ value, label: value });

/** A text as it may be shown in a list; what was erased has no words. */
const textOr = (said: unknown, other: string): string => (typeof said === 'string' ? said : other);

/** Grounds that the policy allows for a pause or an extension, each once. */
export function groundsIn({ policy }: CaseFacts, of: 'pause' | 'extension' | 'holding'): readonly Option[] {
  return [...new Set(policy?.clocks.flatMap((clock) => clock[of]?.reasons ?? []))].map(same);
}

/** Questions that the complainant has not answered. */
export const openQuestions: OfCaseField['options'] = ({ shown }) =>
  shown.questions
    .filter(({ answeredAt }) => answeredAt === null)
    .map(({ request, text }) => ({ value: request, label: textOr(text, request) }));

/** Tasks that somebody still has to do. */
export const openTasks: OfCaseField['options'] = ({ shown }) =>
  shown.tasks
    .filter(({ state }) => state === 'open')
    .map(({ task, title }) => ({ value: task, label: textOr(title, task) }));

/** Remedies that were promised and not delivered yet. */
export const owedRemedies: OfCaseField['options'] = ({ shown }, say) =>
  shown.remedies.flatMap(({ kind, amount, state }, index) =>
    state === 'delivered'
      ? []
      : [
          {
            value: String(index),
            label: [say(REMEDY[kind]), amount && `${amount.value} ${amount.currency}`].filter(Boolean).join(': '),
          },
        ],
  );

/** Running clocks that the policy lets be extended, or answered with a holding reply. */
export const clocksWith =
  (part: 'extension' | 'holding'): OfCaseField['options'] =>
  ({ shown, policy }, say) =>
    shown.clocks
      .filter(
        ({ name, state }) =>
          state === 'running' && policy?.clocks.some((clock) => clock.name === name && clock[part] !== undefined),
      )
      .map(({ name }) => ({ value: name, label: clockName(name, say) }));

/** Who has the case now. */
export const holder: OfCaseField['options'] = ({ shown: { assignee }, colleagues }) =>
  assignee === null ? [] : [{ value: assignee, label: colleagues.nameOf(assignee) }];

/** The root causes of the policy, those below another after it and with its name. */
export const rootCauses: OfCaseField['options'] = ({ policy, language }) => {
  const causes = policy?.rootCauses?.causes ?? [];
  const nameOf = (code: string): string => causes.find((cause) => cause.code === code)?.names[language] ?? code;
  const under = (parent: string | undefined): readonly Option[] =>
    causes
      .filter((cause) => cause.parent === parent)
      .flatMap(({ code, names }) => [
        { value: code, label: parent === undefined ? names[language] : `${nameOf(parent)}: ${names[language]}` },
        ...under(code),
      ]);
  return under(undefined);
};

/** Cases that this one is linked to. */
export const linked: OfCaseField['options'] = ({ shown }) => shown.links.map(({ complaint }) => same(complaint));

/** The policies that a complaint can come under now; a policy is named with its version. */
export const policiesInForce: OfCaseField['options'] = ({ policies, shown }) =>
  policies
    .filter(({ standing, version }) => version !== shown.policy.version && ['shipped', 'published'].includes(standing))
    .map(({ version }) => same(version));

/** The version of the calendar by which the open clocks of a case count. */
function calendarInForce({ history, policy }: CaseFacts): string | undefined {
  const changed = history.findLast(({ type }) => type === 'CalendarChanged')?.data as { calendar?: string } | undefined;
  return changed?.calendar ?? policy?.calendar;
}

/** Later versions of that calendar which came with the application, and the next one for days that are given here. */
export const laterCalendars: OfCaseField['options'] = (facts, say) => {
  const [name, version] = calendarInForce(facts)?.split('@') ?? [];
  if (name === undefined) return [];
  const next = `${name}@${Number(version) + 1}`;
  const shipped = facts.calendars
    .map((calendar) => calendar.version)
    .filter((one) => one.startsWith(`${name}@`) && Number(one.split('@')[1]) > Number(version));
  return [
    ...shipped.map(same),
    ...(shipped.includes(next) ? [] : [{ value: next, label: say('desk.field.own-calendar', { version: next }) }]),
  ];
};

/** Messages that did not arrive. */
export const undelivered: OfCaseField['options'] = ({ shown }, say) =>
  shown.undelivered.map(({ messageId, purpose, channel }) => ({
    value: messageId,
    label: `${say(PURPOSE[purpose])} (${say(MESSAGE_CHANNEL[channel])})`,
  }));

/** The tags of the case. */
export const tags: OfCaseField['options'] = ({ shown }) => shown.tags.map(same);
