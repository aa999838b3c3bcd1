import { complaintProjection, orNothing, type ComplaintChanges, type DocumentOf } from '@redress/complaints';
import { closed, Concern, fieldsOf, vocabulary } from '@redress/contracts';
import {
  type ClockRule,
  clocksUnder,
  type Complaint,
  complaintStatuses,
  type DeadlinePolicy,
  endedStatuses,
  isForAnswer,
  seemsOutOfScope,
  type Instant,
  epochMsOf,
} from '@redress/domain';
import Type from 'typebox';

const HOUR_MS = 3_600_000;

/** Flags are 0 or 1, so that their sum is a count and their mean a rate. */
const flag = Type.Integer({ minimum: 0, maximum: 1 });
const hours = Type.Number();

/** In place of the team while there is none, so that one comparison finds both. */
export const NO_TEAM = '';

const receipt = fieldsOf('ComplaintReceived');
const assessment = fieldsOf('ComplaintAssessed');
const response = fieldsOf('ResponseProposed');

const proposal = closed({ decision: response.decision, responseKind: orNothing(vocabulary.name()) });

/** Statistical facts about one complaint. Nothing personal. */
const factDocument = closed({
  receivedAt: vocabulary.instant(),
  channel: receipt.channel,
  product: orNothing(vocabulary.name()),
  issue: orNothing(vocabulary.name()),
  concern: orNothing(Concern),
  organizationUnit: orNothing(vocabulary.name()),
  anonymous: flag,
  status: Type.Enum(complaintStatuses),
  scope: Type.Enum(['in-scope', 'doubtful', 'out-of-scope']),
  open: flag,
  merged: flag,
  /** 1 where a wall keeps some readers from the complaint: they are asked one by one whether they may know of it. */
  walled: orNothing(flag),
  /** The team to which it was sent, or {@link NO_TEAM}: some readers know of the complaints of some teams alone. */
  team: Type.String(),
  severity: Type.Optional(assessment.severity),
  priority: Type.Optional(assessment.priority),
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
  disputed: Type.Optional(flag),
  reopened: Type.Optional(flag),
  hoursToAcknowledgement: Type.Optional(orNothing(hours)),
  hoursToDecision: Type.Optional(orNothing(hours)),
  hoursToClosure: Type.Optional(hours),
});
export type Fact = DocumentOf<typeof factDocument>;

const changes: ComplaintChanges<Fact> = {
  ComplaintReceived: (_fact, { data, occurredAt }) => {
    // A complaint split off another was acknowledged with it.
    const acknowledgedAt = data.splitFrom?.acknowledgedAt;
    return {
      receivedAt: occurredAt,
      channel: data.channel,
      product: data.product ?? null,
      issue: data.issue ?? null,
      concern: data.concern ?? null,
      organizationUnit: data.organizationUnit ?? null,
      anonymous: data.complainant === undefined ? 1 : 0,
      ...(acknowledgedAt !== undefined && { hoursToAcknowledgement: hoursBetween(occurredAt, acknowledgedAt) }),
    };
  },
  // A corrected complaint counts under its corrected details.
  DetailsCorrected: (_fact, { data: { product, issue, organizationUnit, channel, concern, complainant } }) => ({
    ...(product !== undefined && { product }),
    ...(issue !== undefined && { issue }),
    ...(organizationUnit !== undefined && { organizationUnit }),
    ...(channel !== undefined && { channel }),
    ...(concern !== undefined && { concern }),
    ...(complainant !== undefined && { anonymous: 0 }),
  }),
  ComplaintAcknowledged: ({ hoursToAcknowledgement, receivedAt }, { occurredAt }) => ({
    hoursToAcknowledgement: hoursToAcknowledgement ?? hoursBetween(receivedAt, occurredAt),
  }),
  ComplaintAssessed: (_fact, { data: { severity, priority } }) => ({ severity, priority }),
  FindingRecorded: (_fact, { data: { rootCause } }) => (rootCause === undefined ? {} : { rootCause }),
  ResponseProposed: (_fact, { data }) => ({
    proposed: { decision: data.decision, responseKind: data.responseKind ?? null },
  }),
  DecisionCommunicated: (fact, { data: { timely }, occurredAt }) => ({
    ...decided(fact, occurredAt),
    ...(timely !== undefined && !hasDecision(fact) && { declaredTimely: timely ? 1 : 0 }),
  }),
  // Whoever was not reached was told nothing yet.
  StepTakenBack: (_fact, { data: { step } }) => ({
    ...(step === 'acknowledgement' ? { hoursToAcknowledgement: null } : { hoursToDecision: null }),
    acknowledgementInTime: null,
    decisionInTime: null,
  }),
  DecisionDelivered: (fact, { occurredAt }) => decided(fact, occurredAt),
  DecisionAccepted: () => ({ accepted: 1 }),
  DecisionRejected: () => ({ disputed: 1 }),
  ComplaintClosed: ({ receivedAt }, { occurredAt }) => ({ hoursToClosure: hoursBetween(receivedAt, occurredAt) }),
  ComplaintReopened: () => ({ reopened: 1 }),
};

function hasDecision({ hoursToDecision }: Partial<Fact>): boolean {
  return typeof hoursToDecision === 'number';
}

/** What a decision changes: the first one gives the hours, the outcome and its kind together, and each one the outcome in the end. */
function decided(fact: Fact, at: Instant): Partial<Fact> {
  const { proposed, receivedAt } = fact;
  return {
    ...(proposed && { finalDecision: proposed.decision }),
    ...(hasDecision(fact) ? {} : { ...proposed, hoursToDecision: hoursBetween(receivedAt, at) }),
  };
}

/** Punctuality by the policy that applies, also after a change of policy. Selects clocks by what stops them, since each policy names its own. */
function punctuality(policy: DeadlinePolicy, { timeline }: Complaint): Partial<Fact> {
  const clocks = clocksUnder(policy, timeline);
  const acknowledgement = stepOf(({ stops }) => stops.includes('acknowledged'));
  const decision = stepOf(isForAnswer);
  return {
    ...(acknowledgement.inTime !== undefined && { acknowledgementInTime: acknowledgement.inTime }),
    acknowledgementDueAt: acknowledgement.dueAt,
    ...(decision.inTime !== undefined && { decisionInTime: decision.inTime }),
    decisionDueAt: decision.dueAt,
  };

  /**
   * `inTime`: 1 when the first of these clocks to end was met, 0 when it was missed; undefined while they run, or when nothing was owed.
   * `dueAt`: when the one that runs until then is due.
   */
  function stepOf(isMeant: (rule: ClockRule) => boolean): { readonly inTime?: 0 | 1; readonly dueAt: Instant | null } {
    const names = policy.clocks.filter(isMeant).map(({ name }) => name);
    const meant = clocks.filter(({ name }) => names.includes(name));
    const first = meant.find(({ state }) => state === 'met' || state === 'missed');
    if (first !== undefined) return { inTime: first.state === 'met' ? 1 : 0, dueAt: null };
    return { dueAt: meant.find(({ state }) => state === 'running')?.dueAt ?? null };
  }
}

/**
 * `out-of-scope` when declared, or when it was the outcome; `doubtful` when only the words suggest it, until a decision accepts it as a
 * complaint.
 */
function scopeOf(complaint: Complaint): Fact['scope'] {
  if (complaint.closedAs === 'out-of-scope') return 'out-of-scope';
  if (!seemsOutOfScope(complaint)) return 'in-scope';
  return complaint.outOfScope?.basis === 'declared' ? 'out-of-scope' : 'doubtful';
}

function hoursBetween(from: Instant, to: Instant): number {
  return (epochMsOf(to) - epochMsOf(from)) / HOUR_MS;
}

/**
 * One fact document per complaint, from which every statistic is derived: a redelivered event is not counted twice, and erasing a person
 * changes no figure, since a fact contains nothing personal.
 */
export const factProjection = complaintProjection({
  view: {
    name: 'complaint-facts',
    fields: {
      receivedAt: 'string',
      status: 'string',
      channel: 'string',
      product: 'string',
      issue: 'string',
      concern: 'string',
      scope: 'string',
      organizationUnit: 'string',
      severity: 'string',
      priority: 'string',
      decision: 'string',
      finalDecision: 'string',
      responseKind: 'string',
      rootCause: 'string',
      anonymous: 'number',
      open: 'number',
      merged: 'number',
      walled: 'number',
      team: 'string',
      disputed: 'number',
      accepted: 'number',
      reopened: 'number',
      declaredTimely: 'number',
      acknowledgementInTime: 'number',
      decisionInTime: 'number',
      hoursToAcknowledgement: 'number',
      hoursToDecision: 'number',
      hoursToClosure: 'number',
      acknowledgementDueAt: 'string',
      decisionDueAt: 'string',
    },
    indexes: [],
    // The figures of those around which no wall stands are added up from it, and the others are found in it.
    wideIndexes: [['walled', 'receivedAt']],
  },
  document: factDocument,
  initial: {},
  on: changes,
  derive: (state, policy) => ({
    status: state.status,
    scope: scopeOf(state),
    open: endedStatuses.includes(state.status) ? 0 : 1,
    merged: state.status === 'merged' ? 1 : 0,
    walled: state.conflicts.length > 0 || state.restrictedTo !== undefined ? 1 : null,
    team: state.work?.team ?? NO_TEAM,
    ...punctuality(policy, state),
  }),
});
