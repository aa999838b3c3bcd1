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
} from '@redress/domain';
import Type from 'typebox';

const HOUR_MS = 3_600_000;

/** Flags are 0 or 1, so that their sum is a count and their mean a rate. */
const flag = Type.Integer({ minimum: 0, maximum: 1 });
const hours = Type.Number();

const receipt = fieldsOf('ComplaintReceived');
const assessment = fieldsOf('ComplaintAssessed');
const response = fieldsOf('ResponseProposed');

const proposal = closed({ decision: response.decision, responseKind: orNothing(vocabulary.name()) });

/** Statistical facts about one complaint. Nothing personal. */
const factDocument = closed({
  receivedAt: vocabulary.instant(),
  day: Type.String(),
  week: Type.String(),
  month: Type.String(),
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
  severity: Type.Optional(assessment.severity),
  priority: Type.Optional(assessment.priority),
  rootCause: Type.Optional(vocabulary.name()),
  proposed: Type.Optional(proposal),
  decision: Type.Optional(response.decision),
  responseKind: Type.Optional(orNothing(vocabulary.name())),
  declaredTimely: Type.Optional(flag),
  acknowledgementInTime: Type.Optional(flag),
  decisionInTime: Type.Optional(flag),
  accepted: Type.Optional(flag),
  disputed: Type.Optional(flag),
  reopened: Type.Optional(flag),
  hoursToAcknowledgement: Type.Optional(hours),
  hoursToDecision: Type.Optional(hours),
  hoursToClosure: Type.Optional(hours),
});
export type Fact = DocumentOf<typeof factDocument>;

const changes: ComplaintChanges<Fact> = {
  ComplaintReceived: (_fact, { data, occurredAt }) => {
    // A complaint split off another was acknowledged with it.
    const acknowledgedAt = data.splitFrom?.acknowledgedAt;
    return {
      receivedAt: occurredAt,
      ...calendarParts(occurredAt),
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
  DetailsCorrected: (_fact, { data: { product, issue, organizationUnit, channel, complainant } }) => ({
    ...(product !== undefined && { product }),
    ...(issue !== undefined && { issue }),
    ...(organizationUnit !== undefined && { organizationUnit }),
    ...(channel !== undefined && { channel }),
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
  DecisionCommunicated: ({ proposed, hoursToDecision, receivedAt }, { data: { timely }, occurredAt }) => ({
    ...proposed,
    hoursToDecision: hoursToDecision ?? hoursBetween(receivedAt, occurredAt),
    ...(timely !== undefined && { declaredTimely: timely ? 1 : 0 }),
  }),
  DecisionAccepted: () => ({ accepted: 1 }),
  DecisionRejected: () => ({ disputed: 1 }),
  ComplaintClosed: ({ receivedAt }, { occurredAt }) => ({ hoursToClosure: hoursBetween(receivedAt, occurredAt) }),
  ComplaintReopened: () => ({ reopened: 1 }),
};

/** Selects clocks by what stops them, since each policy names its own. */
function punctuality(policy: DeadlinePolicy, { timeline }: Complaint): Partial<Fact> {
  const ended = clocksUnder(policy, timeline).filter(({ state }) => state === 'met' || state === 'missed');
  const acknowledgementInTime = inTime(({ stops }) => stops.includes('acknowledged'));
  const decisionInTime = inTime(isForAnswer);
  return {
    ...(acknowledgementInTime !== undefined && { acknowledgementInTime }),
    ...(decisionInTime !== undefined && { decisionInTime }),
  };

  /** 1 when the first of these clocks to end was met, 0 when it was missed; undefined while they run, or when nothing was owed. */
  function inTime(isMeant: (rule: ClockRule) => boolean): 0 | 1 | undefined {
    const names = policy.clocks.filter(isMeant).map(({ name }) => name);
    const first = ended.find(({ name }) => names.includes(name));
    return first && (first.state === 'met' ? 1 : 0);
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

function hoursBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / HOUR_MS;
}

/** Day, ISO week and month of an instant, in UTC, by which analytics groups. */
export function calendarParts(instant: string): {
  readonly day: string;
  readonly week: string;
  readonly month: string;
} {
  const date = Temporal.Instant.from(instant).toZonedDateTimeISO('UTC').toPlainDate();
  return {
    day: date.toString(),
    week: `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`,
    month: date.toPlainYearMonth().toString(),
  };
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
      day: 'string',
      week: 'string',
      month: 'string',
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
      responseKind: 'string',
      rootCause: 'string',
      anonymous: 'number',
      open: 'number',
      merged: 'number',
      disputed: 'number',
      accepted: 'number',
      reopened: 'number',
      declaredTimely: 'number',
      acknowledgementInTime: 'number',
      decisionInTime: 'number',
      hoursToAcknowledgement: 'number',
      hoursToDecision: 'number',
      hoursToClosure: 'number',
    },
    indexes: [['receivedAt'], ['product'], ['status']],
  },
  document: factDocument,
  initial: {},
  on: changes,
  derive: (state, policy) => ({
    status: state.status,
    scope: scopeOf(state),
    open: endedStatuses.includes(state.status) ? 0 : 1,
    merged: state.status === 'merged' ? 1 : 0,
    ...punctuality(policy, state),
  }),
});
