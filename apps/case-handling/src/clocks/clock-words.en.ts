import type { Anchor, End, IgnoredFact, Unit } from '@redress/domain';
import { hoursOf, type ClockWords } from './explained-words.js';

const anchors: Readonly<Record<Anchor, string>> = {
  received: 'the complaint was received',
  'day-after-receipt': 'the day after receipt began',
  acknowledged: 'the complaint was acknowledged',
  'sent-on': 'the complaint was sent on',
  'stage-escalated': 'the next stage was asked for',
  'decision-communicated': 'the decision was communicated',
};

const units: Readonly<Record<Unit, string>> = {
  hours: 'hours',
  'calendar-days': 'calendar days',
  weeks: 'weeks',
  'business-days': 'business days',
  'business-hours': 'business hours',
  'business-minutes': 'business minutes',
};

const ends: Readonly<Record<End, string>> = {
  instant: 'to the very instant',
  'end-of-day': 'to the end of the last day',
  'close-of-business': 'to the close of business of the last day',
};

const why: Readonly<Record<IgnoredFact['why'], string>> = {
  'not-allowed': 'the policy does not allow it',
  'no-reason': 'its reason is none of the policy’s',
  'too-late': 'it came after the due',
  'used-up': 'no more of it is allowed',
  'already-paused': 'the clock stood still already',
  'not-paused': 'the clock did not stand still',
};

/** How a clock is explained in English. */
export const englishClockWords: ClockWords = {
  start: (clock, anchor, { local, jalali }) =>
    `The clock ${clock} started when ${anchors[anchor]}: ${local} (${jalali} in the Persian calendar).`,
  limit: ({ length, unit, end }, calendar, timeZone) =>
    `The policy gives ${length} ${units[unit]}, ${ends[end]}, by the calendar ${calendar} in ${timeZone}.`,
  change: {
    extended: (at, reason, length, unit) => `It was extended at ${at} (${reason}): ${length} ${units[unit]} in all.`,
    held: (at, reason, length, unit) =>
      `A holding reply was sent at ${at} (${reason}): ${length} ${units[unit]} in all.`,
  },
  pause: (from, to, reason) =>
    to === undefined
      ? `It stands still since ${from} (${reason}).`
      : `It stood still from ${from} to ${to} (${reason}).`,
  ignored: (fact, at, reason) => `What was recorded at ${at} (${fact}) changes nothing: ${why[reason]}.`,
  counted: (counted, skipped, leftOut) =>
    `From start to due ${counted} days count and ${skipped} do not${leftOut === 0 ? '' : `; ${leftOut} more are not listed`}.`,
  holiday: ({ date, holidays }) => `${date} does not count: ${holidays.map(({ en }) => en).join(', ')}.`,
  due: ({ utc, local, jalali }) => `It is due at ${local}: ${utc} in UTC, ${jalali} in the Persian calendar.`,
  noDue: {
    paused: 'Nobody knows when it is due, since it stands still.',
    undetermined: 'Nobody can say when it is due: the calendar does not reach so far. Publish a later version of it.',
  },
  allowed: ({ grossMs, netMs, countedMs }) =>
    `That is ${hoursOf(grossMs)} hours from start to due, ${hoursOf(netMs)} without pauses, of which ${hoursOf(countedMs)} count.`,
  warning: ({ mark, local }) =>
    'percent' in mark ? `It warns at ${mark.percent} % of its time: ${local}.` : `It warns at ${local}.`,
  fired: {
    warned: ({ due, recordedAt }) => `A warning was due at ${due.local} and recorded at ${recordedAt}.`,
    missed: ({ due, recordedAt }) => `It was missed at ${due.local}; that was recorded at ${recordedAt} and stands.`,
    told: ({ due, recordedAt, to = '' }) =>
      `The role ${to} was told of what was due at ${due.local}, at ${recordedAt}.`,
  },
  stopped: ({ local }) => `It was stopped at ${local}.`,
  overdue: 'It runs, and its time is up.',
  state: {
    running: 'It runs.',
    paused: 'It stands still.',
    met: 'It was met.',
    missed: 'It was missed.',
    exempt: 'Nothing is owed any more, since the complaint was resolved so early.',
    merged: 'It counts no more: the clocks hold of the complaint that this one was merged into.',
    undetermined: 'How it stands cannot be told.',
  },
};
