import Type from 'typebox';
import { closed, event } from '../definition.js';
import { CLOCKS_MAX, date, EscalationRole, instant, names, version, word } from '../vocabulary.js';

/** Several clocks of a complaint by their names in its policy. */
export const clockNames = () => Type.Array(word(), { minItems: 1, maxItems: CLOCKS_MAX });

/** Which run of a clock, 1 being the first. */
export const runNumber = () => Type.Integer({ minimum: 1, maximum: 1_000_000 });

/** A warning of a clock by its place in the policy, from 0. */
export const warningPlace = () => Type.Integer({ minimum: 0, maximum: 19 });

/** One run of one clock, and the calendar by which it counts. */
export const clockRunFields = () => ({
  clock: word(),
  run: runNumber(),
  startedAt: instant(),
  calendar: version(),
});

/** An extension or a holding reply. */
export const deadlineChangeFields = () => ({
  ...clockRunFields(),
  /** A word of the policy. */
  reason: word(),
  /** The due from then on; absent while the clock stands still and nobody knows. */
  dueAt: Type.Optional(instant()),
});

/** Clocks stand still from here on, for a reason that the policy allows. */
export const ClockPaused = event('ClockPaused', {
  meaning: 'Clocks of the complaint were stopped for a time.',
  data: {
    /** A word of the policy, never free text. */
    reason: word(),
    clocks: clockNames(),
    calendar: version(),
  },
});

/** Clocks that stood still go on. */
export const ClockResumed = event('ClockResumed', {
  meaning: 'Clocks of the complaint go on.',
  data: {
    clocks: clockNames(),
    calendar: version(),
  },
});

/** A clock was given more time, as the policy allows and for one of its reasons. */
export const DeadlineExtended = event('DeadlineExtended', {
  meaning: 'A clock of the complaint was given more time.',
  data: {
    ...deadlineChangeFields(),
  },
});

/** The complainant was told why the answer takes longer: the second limit of the policy holds, once. */
export const HoldingReplySent = event('HoldingReplySent', {
  meaning: 'A holding reply moved a clock to its second limit.',
  data: {
    ...deadlineChangeFields(),
  },
});

/** A clock came to one of its warnings. It occurred when the warning was due, whenever it was recorded. */
export const DeadlineWarned = event('DeadlineWarned', {
  meaning: 'A clock of the complaint came to a warning before its end.',
  data: {
    ...clockRunFields(),
    warning: warningPlace(),
    /** The due that was warned of; absent while nobody knew it. */
    dueAt: Type.Optional(instant()),
  },
});

/** A clock ran past its due. It occurred when it was due, whenever it was recorded, and stands whatever happens later. */
export const DeadlineMissed = event('DeadlineMissed', {
  meaning: 'A clock of the complaint was not met by its due.',
  data: {
    ...clockRunFields(),
    dueAt: instant(),
  },
});

/** A role is told that a clock has come so far, as the policy asks. Not an appeal: that is for the complainant to lodge. */
export const ComplaintEscalated = event('ComplaintEscalated', {
  meaning: 'Somebody was to be told how far a clock of the complaint had come.',
  data: {
    ...clockRunFields(),
    /** At this warning; absent at the due. */
    warning: Type.Optional(warningPlace()),
    to: EscalationRole,
    dueAt: Type.Optional(instant()),
  },
});

/** Most days that one amendment adds, or takes out: those of many years. */
export const AMENDED_DAYS_MAX = 400;

/** From here on open clocks count by a later version of their calendar. What had been recorded as missed stays so. */
export const CalendarChanged = event('CalendarChanged', {
  meaning: 'The open clocks of the complaint count by another version of their calendar.',
  data: {
    calendar: version(),
    /** The version before. */
    from: version(),
    /** What the later version changes; all three absent when it is one that ships. */
    added: Type.Optional(Type.Array(closed({ on: date(), names: names() }), { maxItems: AMENDED_DAYS_MAX })),
    removed: Type.Optional(Type.Array(date(), { maxItems: AMENDED_DAYS_MAX })),
    coversTo: Type.Optional(date()),
  },
});
