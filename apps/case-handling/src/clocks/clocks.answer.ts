import type { Language, Reference } from '@redress/contracts';
import {
  explainClocks,
  formatReference,
  isOverdue,
  shownInstant,
  type ClockExplanation,
  type Limit,
  type TimelineFact,
  type Instant,
  epochMsOf,
} from '@redress/domain';
import { parseJson, type JsonObject } from '@redress/eventing';
import { clockNames, conditionWords, dayWords, text, type TextKey, type TextValues } from '@redress/texts';
import type { KnownClocks } from './explain-clocks.js';

/** Something that fell due and was recorded, with both instants. */
export interface ShownFiring {
  readonly what: 'warned' | 'missed' | 'told';
  readonly warning?: number;
  readonly to?: string;
  /** When it was due, as returned by `shownInstant`. */
  readonly due: ReturnType<typeof shownInstant>;
  readonly recordedAt: Instant;
}

/** Builds every clock of a complaint, in numbers and in words of one language, evaluated at an instant. */
export function clocksAnswer(reference: Reference, known: KnownClocks, at: Instant, language: Language): JsonObject {
  const { policy, policySince, revision } = known;
  const answer = {
    reference: formatReference(reference),
    revision,
    at,
    policy: policy.version,
    policySince,
    clocks: explainedClocks(known, at, language),
  };
  // Converts to plain JSON and drops undefined fields.
  return parseJson(JSON.stringify(answer)) as JsonObject;
}

/** What decides on clocks, and when it was recorded. */
type ClockFacts = Pick<KnownClocks, 'policy' | 'timeline' | 'recordedAt'>;

/** Builds every clock of a policy and a timeline, in numbers and in words, evaluated at an instant. */
export function explainedClocks(known: ClockFacts, at: Instant, language: Language): readonly object[] {
  return explainClocks(known.policy, known.timeline).map((explanation) =>
    clockAnswer(explanation, known, at, language),
  );
}

function clockAnswer(explanation: ClockExplanation, known: ClockFacts, at: Instant, language: Language): object {
  const { clock, timeZone, fired: facts, ...numbers } = explanation;
  const fired = facts.map((fact): ShownFiring => {
    const { fact: what, mark, to, at: due } = fact;
    return {
      what,
      ...(mark !== 'due' && { warning: mark }),
      ...(to !== undefined && { to }),
      due: shownInstant(epochMsOf(due), timeZone),
      recordedAt: recordedAt(known, fact),
    };
  });
  const { name, state } = clock;
  const overdue = isOverdue(clock, at);
  const explained = { name, state, overdue, timeZone, ...numbers, fired };
  return { ...explained, words: clockSentences(explanation, { fired, overdue, language }) };
}

function recordedAt({ timeline, recordedAt: instants }: ClockFacts, fact: TimelineFact): Instant {
  return instants[timeline.indexOf(fact)] ?? fact.at;
}

/** Days off beyond this number are counted, not listed. */
const NAMED_DAYS_MAX = 40;
const HOUR_MS = 3_600_000;

export interface SaidWith {
  readonly fired: readonly ShownFiring[];
  readonly overdue: boolean;
  readonly language: Language;
}

/** Explains a clock in whole sentences, in the order in which a person would calculate it by hand. */
export function clockSentences(
  explanation: ClockExplanation,
  { fired, overdue, language }: SaidWith,
): readonly string[] {
  const say = (key: TextKey, values?: TextValues): string => text(language, key, values);
  const at = (instant: string): string => momentWords(instant, language);
  const long = (limit: Pick<Limit, 'length' | 'unit'>): string =>
    say(`clock.length.${limit.unit}`, { length: limit.length });
  const { clock, rule, start, due, stopped, limit, pauses, changes, ignored, warnings, calendar, allowed } =
    explanation;
  return [
    say(`clock.start.${rule.anchor}`, { clock: nameWords(clock.name, language), at: at(start.local) }),
    ...(rule.when === undefined ? [] : [say('clock.when', { condition: conditionWords(rule.when, language) })]),
    say(`clock.limit.${rule.limit.end}`, { limit: long(rule.limit), calendar, timeZone: explanation.timeZone }),
    ...changes.map((change) =>
      say(`clock.change.${change.fact}`, {
        at: at(change.at),
        reason: change.reason,
        limit: long({ length: change.length, unit: limit.unit }),
      }),
    ),
    ...pauses.map(({ from, to, reason }) =>
      to === undefined
        ? say('clock.pause-open', { from: at(from), reason })
        : say('clock.pause', { from: at(from), to: at(to), reason }),
    ),
    ...ignored.map((fact) => say(`clock.ignored.${fact.why}`, { at: at(fact.at), fact: fact.fact })),
    ...countedDays(explanation, language),
    due === undefined
      ? say(`clock.no-due.${clock.state === 'undetermined' ? 'undetermined' : 'paused'}`)
      : say('clock.due', { local: at(due.local), utc: at(due.utc) }),
    ...(allowed === undefined
      ? []
      : [
          say('clock.allowed', {
            gross: hoursOf(allowed.grossMs),
            net: hoursOf(allowed.netMs),
            counted: hoursOf(allowed.countedMs),
          }),
        ]),
    ...warnings.map(({ mark, local }) =>
      'percent' in mark
        ? say('clock.warning-percent', { percent: mark.percent, at: at(local) })
        : say('clock.warning', { at: at(local) }),
    ),
    ...fired.map(({ what, due: fell, recordedAt, to = '' }) =>
      say(`clock.fired.${what}`, { due: at(fell.local), recorded: at(recordedAt), to }),
    ),
    ...(stopped === undefined ? [] : [say('clock.stopped', { at: at(stopped.local) })]),
    overdue ? say('clock.overdue') : say(`clock.state.${clock.state}`),
  ];
}

function nameWords(name: string, language: Language): string {
  const known = Object.hasOwn(clockNames, name) ? clockNames[name] : undefined;
  return known === undefined ? name : text(language, known);
}

function countedDays({ days, daysLeftOut }: ClockExplanation, language: Language): readonly string[] {
  if (days.length === 0) return [];
  const counted = days.filter(({ why }) => why === 'counted').length;
  const skipped = days.filter(({ why }) => why === 'day-off' || why === 'holiday');
  const named = skipped.filter(({ why }) => why === 'holiday').slice(0, NAMED_DAYS_MAX);
  return [
    text(language, 'clock.counted', { counted, skipped: skipped.length, leftOut: daysLeftOut }),
    ...named.map(({ date, holidays }) =>
      text(language, 'clock.holiday', {
        day: { day: date },
        holidays: holidays.map((names) => names[language]).join(text(language, 'message.separator')),
      }),
    ),
  ];
}

/** Converts milliseconds to hours, with at most two decimal places. */
function hoursOf(ms: number): number {
  return Math.round((ms / HOUR_MS) * 100) / 100;
}

/**
 * Formats an instant for its reader: ISO 8601, or the Persian calendar in the instant's zone: `۴ آذر ۱۴۰۵، ساعت ۷:۵۸:۵۹`. UTC when it names
 * no zone.
 */
function momentWords(instant: string, language: Language): string {
  if (language === 'en') return instant;
  const zoned = instant.endsWith(']')
    ? Temporal.ZonedDateTime.from(instant)
    : Temporal.Instant.from(instant).toZonedDateTimeISO('UTC');
  const time = zoned.toPlainTime().toLocaleString(language, { timeStyle: 'medium' });
  return text(language, 'clock.moment', { day: dayWords(zoned.toPlainDate().toString(), language), time });
}
