import type { Language } from '@redress/contracts';
import type { ClockExplanation, ExplainedDay } from '@redress/domain';
import type { ShownFiring } from './clocks.answer.js';
import { clockWords } from './clock-words.js';
import type { ClockWords } from './explained-words.js';

/** More days off than this are counted, not named. */
const NAMED_DAYS_MAX = 40;

export interface SaidWith {
  readonly fired: readonly ShownFiring[];
  readonly overdue: boolean;
  readonly language: Language;
}

/** A clock in whole sentences, in the order in which somebody would work it out by hand. */
export function clockSentences(
  explanation: ClockExplanation,
  { fired, overdue, language }: SaidWith,
): readonly string[] {
  const words = clockWords[language];
  const { clock, rule, start, due, stopped, limit, pauses, changes, ignored, warnings, calendar } = explanation;
  return [
    words.start(clock.name, rule.anchor, start),
    words.limit(rule.limit, calendar, explanation.timeZone),
    ...changes.map(({ fact, at, reason, length }) => words.change[fact](at, reason, length, limit.unit)),
    ...pauses.map(({ from, to, reason }) => words.pause(from, to, reason)),
    ...ignored.map(({ fact, at, why }) => words.ignored(fact, at, why)),
    ...countedDays(explanation, words),
    ...(due === undefined
      ? [words.noDue[clock.state === 'undetermined' ? 'undetermined' : 'paused']]
      : [words.due(due)]),
    ...(explanation.allowed === undefined ? [] : [words.allowed(explanation.allowed)]),
    ...warnings.map((warning) => words.warning(warning)),
    ...fired.map((firing) => words.fired[firing.what](firing)),
    ...(stopped === undefined ? [] : [words.stopped(stopped)]),
    overdue ? words.overdue : words.state[clock.state],
  ];
}

function countedDays({ days, daysLeftOut }: ClockExplanation, words: ClockWords): readonly string[] {
  if (days.length === 0) return [];
  const counted = days.filter(({ why }) => why === 'counted').length;
  const skipped = days.filter(({ why }) => why === 'day-off' || why === 'holiday');
  const named = skipped.filter(({ why }) => why === 'holiday').slice(0, NAMED_DAYS_MAX);
  return [words.counted(counted, skipped.length, daysLeftOut), ...named.map((day: ExplainedDay) => words.holiday(day))];
}
