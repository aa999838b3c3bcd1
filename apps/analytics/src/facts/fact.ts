import { orNothing, promisedRemedy, type DocumentOf } from '@redress/complaints';
import { closed, ClosingOutcome, Concern, fieldsOf, Upheld, vocabulary } from '@redress/contracts';
import { clockStates, complaintStatuses } from '@redress/domain';
import Type from 'typebox';

/** Flags are 0 or 1, so that their sum is a count and their mean a rate. */
const flag = Type.Integer({ minimum: 0, maximum: 1 });
const count = Type.Integer({ minimum: 0 });
const hours = Type.Number();

/** In place of the team while there is none, so that one comparison finds both. */
export const NO_TEAM = '';

const receipt = fieldsOf('ComplaintReceived');
const assessment = fieldsOf('ComplaintAssessed');
const response = fieldsOf('ResponseProposed');

/** Whether a complaint is one that ISO 10002:2018 is about. */
export const scopes = ['in-scope', 'doubtful', 'out-of-scope'] as const;

/** What a clock is for, by what stops it: each policy names its clocks itself. */
export const clockPurposes = ['acknowledgement', 'answer', 'other'] as const;

/** One run of one clock. */
const clockRun = closed({
  name: vocabulary.word(),
  /** 1 is the first. */
  run: Type.Integer({ minimum: 1 }),
  purpose: Type.Enum(clockPurposes),
  state: Type.Enum(clockStates),
  startedAt: vocabulary.instant(),
  /** Nothing while the clock is paused, or beyond its calendar. */
  dueAt: orNothing(vocabulary.instant()),
  /** From the start to the stop; nothing while it runs. */
  grossHours: orNothing(hours),
  /** The same without pauses. */
  netHours: orNothing(hours),
});

/** A status, and since when: no instant is before the one of the entry before. */
const statusSince = closed({ status: Type.Enum(complaintStatuses), since: vocabulary.instant() });

/** A remedy that a decision promised, or an outside body awarded. What was promised and not delivered is left out once a new promise replaces it. */
const remedy = closed({
  kind: promisedRemedy.properties.kind,
  /** A decimal number as promised, in `currency`; nothing for a remedy without money. */
  value: orNothing(Type.String()),
  currency: orNothing(Type.String()),
  source: Type.Enum(['decision', 'award']),
  delivered: flag,
  /** 1 for those of the promise that holds now, which deliveries count by their index. */
  current: flag,
});

const proposal = closed({
  decision: response.decision,
  responseKind: orNothing(vocabulary.name()),
  remedies: Type.Array(remedy),
});

/** Statistical facts about one complaint. Nothing that names or describes the complainant. */
export const factDocument = closed({
  receivedAt: vocabulary.instant(),
  channel: receipt.channel,
  language: receipt.language,
  product: orNothing(vocabulary.name()),
  issue: orNothing(vocabulary.name()),
  concern: orNothing(Concern),
  organizationUnit: orNothing(vocabulary.name()),
  jurisdiction: orNothing(vocabulary.name()),
  complainantType: orNothing(vocabulary.name()),
  anonymous: flag,
  status: Type.Enum(complaintStatuses),
  scope: Type.Enum(scopes),
  open: flag,
  merged: flag,
  /** 1 where a wall keeps some readers from the complaint: they are asked one by one whether they may know of it. */
  walled: orNothing(flag),
  /** The team to which it was sent, or {@link NO_TEAM}: some readers know of the complaints of some teams alone. */
  team: Type.String(),
  /** The `sub` of the member of staff who has it. */
  handler: orNothing(Type.String()),
  /** Name and version of the policy that applies. */
  policy: Type.String(),
  /** 1 for the first decision; each appeal begins the next. */
  stage: Type.Integer({ minimum: 1 }),
  severity: Type.Optional(assessment.severity),
  priority: Type.Optional(assessment.priority),
  complexity: Type.Optional(assessment.complexity),
  impact: Type.Optional(assessment.impact),
  safety: Type.Optional(flag),
  /** Nothing until somebody said whether the complainant is in vulnerable circumstances. */
  vulnerable: orNothing(flag),
  rootCause: Type.Optional(vocabulary.name()),
  proposed: Type.Optional(proposal),
  /** Of the first decision that was communicated, as the hours to it and whether it came in time. */
  decision: Type.Optional(response.decision),
  /** Of the last one: another only after a rejection, an appeal or a reopening. */
  finalDecision: Type.Optional(response.decision),
  responseKind: Type.Optional(orNothing(vocabulary.name())),
  declaredTimely: Type.Optional(flag),
  acknowledgementInTime: Type.Optional(orNothing(flag)),
  decisionInTime: Type.Optional(orNothing(flag)),
  /** Until when the acknowledgement, and the answer, would be in time; nothing once they were given, or while none is owed. */
  acknowledgementDueAt: orNothing(vocabulary.instant()),
  decisionDueAt: orNothing(vocabulary.instant()),
  accepted: Type.Optional(flag),
  /** 1 when it was accepted before any decision. */
  resolvedEarly: flag,
  disputed: Type.Optional(flag),
  /** How the complainant rated its handling, the last time that it ended and they did. */
  satisfaction: orNothing(fieldsOf('SatisfactionRated').rating),
  reopened: Type.Optional(flag),
  /** How it was closed; nothing while it is not. */
  outcome: orNothing(ClosingOutcome),
  appeals: count,
  /** Appeals that a decision answered, and those among them where it differs from the one appealed against. */
  appealsDecided: count,
  appealsOverturned: count,
  /** The decision that an unanswered appeal is against. */
  contested: Type.Optional(orNothing(Upheld)),
  referred: flag,
  /** The outside body to which it was last referred: an organization, never a person. */
  referredTo: orNothing(vocabulary.name()),
  referralOutcome: orNothing(Upheld),
  awarded: flag,
  /** Roles that were told of a clock. */
  escalations: count,
  pauses: count,
  extensions: count,
  holdingReplies: count,
  /** 1 where a link says so: it follows up, repeats or shares its cause with another complaint. */
  followUp: flag,
  duplicate: flag,
  sameCause: flag,
  remedies: Type.Array(remedy),
  clocks: Type.Array(clockRun),
  /** Every status that it had, oldest first. */
  course: Type.Array(statusSince, { minItems: 1 }),
  hoursToAcknowledgement: Type.Optional(orNothing(hours)),
  hoursToDecision: Type.Optional(orNothing(hours)),
  hoursToClosure: Type.Optional(hours),
});
export type Fact = DocumentOf<typeof factDocument>;
export type ClockRun = Fact['clocks'][number];
export type FactRemedy = Fact['remedies'][number];
export type StatusSince = Fact['course'][number];
