import Type from 'typebox';
import { closed, event } from '../definition.js';
import { CLOCKS_MAX, date, EscalationRole, instant, names, version, word } from '../vocabulary.js';

/** Clocks of a complaint, by their names in its policy. */
export const clockNames = () => Type.Array(word(), { minItems: 1, maxItems: CLOCKS_MAX });

/** Number of a clock's run, from 1. */
export const runNumber = () => Type.Integer({ minimum: 1, maximum: 1_000_000 });

/** Index of a clock's warning in the policy, from 0. */
export const warningPlace = () => Type.Integer({ minimum: 0, maximum: 19 });

/** One run of one clock, and its calendar. */
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
  /** The new due instant; absent while the clock is paused. */
  dueAt: Type.Optional(instant()),
});

/** Clocks were paused for a reason that the policy allows. */
export const ClockPaused = event('ClockPaused', {
  meaning: 'Clocks of the complaint were stopped for a time.',
  data: {
    /** A word of the policy, never free text. */
    reason: word(),
    clocks: clockNames(),
    calendar: version(),
  },
});

/** Paused clocks were resumed. */
export const ClockResumed = event('ClockResumed', {
  meaning: 'Clocks of the complaint go on.',
  data: {
    clocks: clockNames(),
    calendar: version(),
  },
});

/** A clock was extended, for a reason that the policy allows. */
export const DeadlineExtended = event('DeadlineExtended', {
  meaning: 'A clock of the complaint was given more time.',
  data: {
    ...deadlineChangeFields(),
  },
});

/** The complainant was informed why the answer takes longer: the policy's second limit applies, once. */
export const HoldingReplySent = event('HoldingReplySent', {
  meaning: 'A holding reply moved a clock to its second limit.',
  data: {
    ...deadlineChangeFields(),
  },
});

/** A clock reached a warning. `occurredAt` is when the warning was due, whenever it was recorded. */
export const DeadlineWarned = event('DeadlineWarned', {
  meaning: 'A clock of the complaint came to a warning before its end.',
  data: {
    ...clockRunFields(),
    warning: warningPlace(),
    /** The due instant; absent if unknown. */
    dueAt: Type.Optional(instant()),
  },
});

/** A clock ran past its due instant. `occurredAt` is the due instant, whenever it was recorded; later facts do not change it. */
export const DeadlineMissed = event('DeadlineMissed', {
  meaning: 'A clock of the complaint was not met by its due.',
  data: {
    ...clockRunFields(),
    dueAt: instant(),
  },
});

/** A role is notified of a clock, as the policy requires. Not an appeal, which the complainant lodges. */
export const ComplaintEscalated = event('ComplaintEscalated', {
  meaning: 'Somebody was to be told how far a clock of the complaint had come.',
  data: {
    ...clockRunFields(),
    /** The warning; absent at the due instant. */
    warning: Type.Optional(warningPlace()),
    to: EscalationRole,
    dueAt: Type.Optional(instant()),
  },
});

/**
 * Another policy applies from here on, whose clocks count from the same facts as if it had always applied. Breaches that were recorded stay,
 * and so does what was met.
 */
export const PolicyReplaced = event('PolicyReplaced', {
  meaning: 'Another policy applies to the complaint.',
  data: {
    /** The version that applied before. */
    from: version(),
    to: version(),
    /** The corrected details that made the difference; absent when somebody chose it, with a reason. */
    fields: Type.Optional(
      Type.Array(Type.Enum(['product', 'jurisdiction', 'complainantType', 'channel']), { minItems: 1, maxItems: 4 }),
    ),
    /** Revision of the event after which the policy was chosen again: a correction, or what took the complaint up again after one. */
    because: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Runs of clocks that were met by the policy before, and stay met. */
    met: Type.Array(closed({ clock: word(), run: runNumber() })),
    /** Clocks that the policy before did not have. */
    begun: Type.Array(word(), { maxItems: CLOCKS_MAX }),
    /** Clocks that only the policy before had. */
    ended: Type.Array(word(), { maxItems: CLOCKS_MAX }),
    /** Clocks of this policy that are paused, each for a word of the policy. */
    paused: Type.Array(closed({ clock: word(), reason: word() })),
  },
});

/** Most days that one amendment adds or removes: those of many years. */
export const AMENDED_DAYS_MAX = 400;

/** Open clocks use a later version of their calendar from here on. Recorded misses stay. */
export const CalendarChanged = event('CalendarChanged', {
  meaning: 'The open clocks of the complaint count by another version of their calendar.',
  data: {
    calendar: version(),
    /** The previous version. */
    from: version(),
    /** Changes of the later version; all three absent for a shipped version. */
    added: Type.Optional(Type.Array(closed({ on: date(), names: names() }), { maxItems: AMENDED_DAYS_MAX })),
    removed: Type.Optional(Type.Array(date(), { maxItems: AMENDED_DAYS_MAX })),
    coversTo: Type.Optional(date()),
  },
});
