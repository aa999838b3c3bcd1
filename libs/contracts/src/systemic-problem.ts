import Type, { type Static } from 'typebox';
import { closed, event, personal } from './definition.js';
import { date, instant, name, requiredText, text } from './vocabulary.js';

// The register of systemic problems (ISO 10002:2018, 8.2 and 8.7): one stream `systemic-problem-<id>` for each group of complaints that
// somebody decided about, and the stream `systemic-problems`, which lists them.

/** Most systemic problems of an installation: the register is read as a whole. */
export const SYSTEMIC_PROBLEMS_MAX = 1_000;
/** Most values that the complaints of a group share. */
export const GROUP_VALUES_MAX = 3;
/** The highest number of a corrective action; the domain allows fewer. */
const ACTION_NUMBER_MAX = 1_000;

/** The id of a systemic problem: 12 symbols of Crockford's base32, in small letters, that follow from its group. */
export const SYSTEMIC_PROBLEM_PATTERN = '^[0-9a-hjkmnp-tv-z]{12}$';

/** What complaints of a group can share: where the problem lies, and not how the complaints were handled. */
export const groupDimensions = [
  'rootCause',
  'product',
  'issue',
  'concern',
  'organizationUnit',
  'channel',
  'jurisdiction',
  'complainantType',
  'team',
] as const;
export type GroupDimension = (typeof groupDimensions)[number];

/** Whether the problem no longer occurs more often than is usual, or as often as before. */
export const effectOutcomes = ['effective', 'not-effective'] as const;
export type EffectOutcome = (typeof effectOutcomes)[number];

/** What the complaints of a group are by themselves (ISO 10002:2018, 8.2). */
export const recurrences = ['single', 'recurring', 'systemic'] as const;
export type RecurrenceKind = (typeof recurrences)[number];

const action = () => Type.Integer({ minimum: 1, maximum: ACTION_NUMBER_MAX });
const count = () => Type.Integer({ minimum: 0 });

/** The values that the complaints share, in the order of the dimensions. */
const group = () =>
  Type.Array(closed({ dimension: Type.Enum(groupDimensions), value: name() }), {
    minItems: 1,
    maxItems: GROUP_VALUES_MAX,
  });

/** The figures of the group when somebody decided: without complaints that are hidden from some members of staff. */
const figures = () =>
  closed({
    /** Where in the log they stand. */
    position: Type.String({ pattern: '^(0|[1-9]\\d{0,38})$' }),
    /** Complaints in the whole range. */
    complaints: count(),
    /** Absent without a complaint. */
    kind: Type.Optional(Type.Enum(recurrences)),
    /** Complaints for each day, in all periods that are over. */
    usual: Type.Optional(Type.Number({ minimum: 0 })),
    /** The last periods that are over; absent while none is. */
    recent: Type.Optional(
      closed({ from: instant(), before: instant(), complaints: count(), days: Type.Number({ exclusiveMinimum: 0 }) }),
    ),
  });

/** A group is about to be decided about: the stream `systemic-problems` lists the ids by which all are found. */
export const SystemicProblemListed = event('SystemicProblemListed', {
  meaning: 'A group of complaints was entered in the register of systemic problems.',
  data: { problem: Type.String({ pattern: SYSTEMIC_PROBLEM_PATTERN }) },
});

/** Somebody decided that the complaints of a group have one problem behind them (ISO 10002:2018, 8.2). */
export const SystemicProblemConfirmed = event('SystemicProblemConfirmed', {
  meaning: 'A group of complaints was confirmed to be a systemic problem.',
  data: {
    group: group(),
    name: personal(name()),
    description: Type.Optional(personal(text())),
    figures: figures(),
  },
});

/** Somebody decided that there is no problem to act on. The reason is in the metadata, sealed. */
export const SystemicProblemDismissed = event('SystemicProblemDismissed', {
  meaning: 'A group of complaints was found to be no systemic problem.',
  data: { group: group(), figures: figures() },
});

/** An action was planned against the cause, so that the problem does not occur again (ISO 10002:2018, 8.7). */
export const CorrectiveActionPlanned = event('CorrectiveActionPlanned', {
  meaning: 'A corrective action against a systemic problem was planned.',
  staff: [['owner']],
  data: {
    /** Its number within the systemic problem. */
    action: action(),
    what: personal(requiredText()),
    /** The id of a staff member. */
    owner: name(),
    dueOn: date(),
  },
});

export const CorrectiveActionCompleted = event('CorrectiveActionCompleted', {
  meaning: 'A corrective action against a systemic problem was completed.',
  data: { action: action(), result: Type.Optional(personal(text())) },
});

/** The action is not taken. The reason is in the metadata, sealed. */
export const CorrectiveActionCancelled = event('CorrectiveActionCancelled', {
  meaning: 'A corrective action against a systemic problem was cancelled.',
  data: { action: action() },
});

/** Some time after the actions somebody looked whether they helped (ISO 10002:2018, 8.7). An effective one ends the matter. */
export const CorrectiveEffectVerified = event('CorrectiveEffectVerified', {
  meaning: 'The effect of the corrective actions against a systemic problem was verified.',
  data: {
    outcome: Type.Enum(effectOutcomes),
    comment: Type.Optional(personal(text())),
    figures: figures(),
  },
});

/** The problem came back, or had not gone. The reason is in the metadata, sealed. */
export const SystemicProblemReopened = event('SystemicProblemReopened', {
  meaning: 'A resolved systemic problem was reopened.',
  data: { figures: figures() },
});

/** The figures that a decision about a group stood on. */
export type GroupFigures = Static<ReturnType<typeof figures>>;
