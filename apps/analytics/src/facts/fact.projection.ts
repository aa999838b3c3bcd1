import { complaintProjection, type ComplaintChanges } from '@redress/complaints';
import {
  type ClockRule,
  type Complaint,
  type DeadlinePolicy,
  endedStatuses,
  isForAnswer,
  latest,
  measureClocks,
  type MeasuredClock,
  seemsOutOfScope,
  type Instant,
  epochMsOf,
  wasResolvedEarly,
} from '@redress/domain';
import { type ClockRun, type Fact, factDocument, type FactRemedy, NO_TEAM, type StatusSince } from './fact.js';

const HOUR_MS = 3_600_000;

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
      jurisdiction: data.jurisdiction ?? null,
      complainantType: data.complainantType ?? null,
      anonymous: data.complainant === undefined ? 1 : 0,
      ...(acknowledgedAt !== undefined && { hoursToAcknowledgement: hoursBetween(occurredAt, acknowledgedAt) }),
    };
  },
  // A corrected complaint counts under its corrected details.
  DetailsCorrected: (_fact, { data }) => {
    const { product, issue, organizationUnit, jurisdiction, complainantType, channel, concern, complainant } = data;
    return {
      ...(product !== undefined && { product }),
      ...(issue !== undefined && { issue }),
      ...(organizationUnit !== undefined && { organizationUnit }),
      ...(jurisdiction !== undefined && { jurisdiction }),
      ...(complainantType !== undefined && { complainantType }),
      ...(channel !== undefined && { channel }),
      ...(concern !== undefined && { concern }),
      ...(complainant !== undefined && { anonymous: 0 }),
    };
  },
  ComplaintAcknowledged: ({ hoursToAcknowledgement, receivedAt }, { occurredAt }) => ({
    hoursToAcknowledgement: hoursToAcknowledgement ?? hoursBetween(receivedAt, occurredAt),
  }),
  ComplaintAssessed: (_fact, { data }) => {
    const { severity, priority, complexity, impact, safetyImplication, vulnerability } = data;
    const vulnerable = vulnerability === undefined ? {} : { vulnerable: asFlag(vulnerability) };
    return { severity, priority, complexity, impact, safety: asFlag(safetyImplication), ...vulnerable };
  },
  FindingRecorded: (_fact, { data: { rootCause } }) => (rootCause === undefined ? {} : { rootCause }),
  ResponseProposed: (_fact, { data }) => ({
    proposed: {
      decision: data.decision,
      responseKind: data.responseKind ?? null,
      remedies: data.remedies.map((remedy) => promised(remedy, 'decision')),
    },
  }),
  DecisionCommunicated: (fact, { data: { timely }, occurredAt }) => ({
    ...decided(fact, occurredAt),
    ...(fact.proposed && { remedies: [...deliveredIn(fact), ...fact.proposed.remedies] }),
    ...appealDecided(fact),
    ...(timely !== undefined && !hasDecision(fact) && { declaredTimely: timely ? 1 : 0 }),
  }),
  // Whoever was not reached was told nothing yet.
  StepTakenBack: (_fact, { data: { step } }) => ({
    ...(step === 'acknowledgement' ? { hoursToAcknowledgement: null } : { hoursToDecision: null }),
    acknowledgementInTime: null,
    decisionInTime: null,
  }),
  DecisionDelivered: (fact, { occurredAt }) => decided(fact, occurredAt),
  DecisionAccepted: (fact, _event, state) => ({
    accepted: 1,
    ...(!hasDecision(fact) && wasResolvedEarly(state) && { resolvedEarly: 1 }),
  }),
  DecisionRejected: () => ({ disputed: 1 }),
  ComplaintClosed: ({ receivedAt }, { occurredAt }) => ({ hoursToClosure: hoursBetween(receivedAt, occurredAt) }),
  SatisfactionRated: (_fact, { data: { rating } }) => ({ satisfaction: rating }),
  ComplaintReopened: () => ({ reopened: 1 }),
  AppealLodged: ({ appeals, finalDecision }) => ({ appeals: appeals + 1, contested: finalDecision ?? null }),
  ComplaintReferred: (_fact, { data: { to } }) => ({ referred: 1, referredTo: to }),
  ReferralOutcomeRecorded: (_fact, { data: { outcome } }) => ({ referralOutcome: outcome }),
  AwardRecorded: (fact, { data }) => ({
    awarded: 1,
    remedies: [...deliveredIn(fact), ...data.remedies.map((remedy) => promised(remedy, 'award'))],
  }),
  RemedyDelivered: ({ remedies }, { data: { remedy } }) => ({ remedies: withDelivered(remedies, remedy) }),
  ComplaintEscalated: ({ escalations }) => ({ escalations: escalations + 1 }),
  ClockPaused: ({ pauses }) => ({ pauses: pauses + 1 }),
  DeadlineExtended: ({ extensions }) => ({ extensions: extensions + 1 }),
  HoldingReplySent: ({ holdingReplies }) => ({ holdingReplies: holdingReplies + 1 }),
};

function asFlag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

function hasDecision({ hoursToDecision }: Partial<Fact>): boolean {
  return typeof hoursToDecision === 'number';
}

/** What a decision changes: the first one gives the hours, the outcome and its kind together, and each one the outcome in the end. */
function decided(fact: Fact, at: Instant): Partial<Fact> {
  const { proposed, receivedAt } = fact;
  return {
    ...(proposed && { finalDecision: proposed.decision }),
    ...(hasDecision(fact) ? {} : { ...firstDecision(proposed), hoursToDecision: hoursBetween(receivedAt, at) }),
  };
}

function firstDecision(proposed: Fact['proposed']): Partial<Fact> {
  return proposed === undefined ? {} : { decision: proposed.decision, responseKind: proposed.responseKind };
}

/** What a decision says of the appeal that it answers. */
function appealDecided({ proposed, contested, appealsDecided, appealsOverturned }: Fact): Partial<Fact> {
  if (proposed === undefined || contested === undefined || contested === null) return {};
  const overturned = asFlag(proposed.decision !== contested);
  return { contested: null, appealsDecided: appealsDecided + 1, appealsOverturned: appealsOverturned + overturned };
}

type Promised = Pick<FactRemedy, 'kind'> & { readonly amount?: { readonly value: string; readonly currency: string } };

function promised({ kind, amount }: Promised, source: FactRemedy['source']): FactRemedy {
  return { kind, value: amount?.value ?? null, currency: amount?.currency ?? null, source, delivered: 0, current: 1 };
}

/** What is left of the promises before, once there are new ones. */
function deliveredIn({ remedies }: Fact): readonly FactRemedy[] {
  return remedies.filter(({ delivered }) => delivered === 1).map((remedy) => ({ ...remedy, current: 0 }));
}

/** The index counts the remedies of the promise that holds. */
function withDelivered(remedies: readonly FactRemedy[], index: number): readonly FactRemedy[] {
  const current = remedies.filter((remedy) => remedy.current === 1);
  return remedies.map((remedy) => (remedy === current[index] ? { ...remedy, delivered: 1 } : remedy));
}

/** The course after an event. One recorded late does not put a status before the one that it followed. */
function courseAfter(course: readonly StatusSince[], { status }: Complaint, at: Instant): readonly StatusSince[] {
  const last = course.at(-1);
  if (last?.status === status) return course;
  return [...course, { status, since: last === undefined ? at : latest(at, last.since) }];
}

/** What stops a clock tells what it is for, since each policy names its own. */
function purposeOf(rule: ClockRule): ClockRun['purpose'] {
  if (rule.stops.includes('acknowledged')) return 'acknowledgement';
  return isForAnswer(rule) ? 'answer' : 'other';
}

function clockRun({ clock, rule, run, used }: MeasuredClock): ClockRun {
  const { name, state, startedAt, dueAt = null } = clock;
  const lasted = {
    grossHours: used === undefined ? null : used.grossMs / HOUR_MS,
    netHours: used === undefined ? null : used.netMs / HOUR_MS,
  };
  return { name, run, purpose: purposeOf(rule), state, startedAt, dueAt, ...lasted };
}

function isLinked({ links }: Complaint, relation: 'duplicate' | 'follow-up' | 'same-cause'): 0 | 1 {
  return asFlag(Object.values(links).some((link) => link.relation === relation));
}

/** Punctuality by the policy that applies, also after a change of policy. */
function punctuality(policy: DeadlinePolicy, { timeline }: Complaint): Partial<Fact> {
  const clocks = measureClocks(policy, timeline).map(clockRun);
  const acknowledgement = stepOf('acknowledgement');
  const decision = stepOf('answer');
  return {
    clocks,
    ...(acknowledgement.inTime !== undefined && { acknowledgementInTime: acknowledgement.inTime }),
    acknowledgementDueAt: acknowledgement.dueAt,
    ...(decision.inTime !== undefined && { decisionInTime: decision.inTime }),
    decisionDueAt: decision.dueAt,
  };

  /**
   * `inTime`: 1 when the first of these clocks to end was met, 0 when it was missed; undefined while they run, or when nothing was owed.
   * `dueAt`: when the one that runs until then is due.
   */
  function stepOf(step: ClockRun['purpose']): { readonly inTime?: 0 | 1; readonly dueAt: Instant | null } {
    const meant = clocks.filter(({ purpose }) => purpose === step);
    const first = meant.find(({ state }) => state === 'met' || state === 'missed');
    if (first !== undefined) return { inTime: asFlag(first.state === 'met'), dueAt: null };
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
    // What the figures of single complaints are computed from.
    parts: ['course', 'clocks', 'remedies'],
    version: 3,
    // The complaints around which a wall stands are found in it.
    indexes: [['walled', 'receivedAt']],
    // Figures are added up from it. What is computed one by one is read in its order, which no event changes.
    wideIndexes: [['receivedAt']],
  },
  document: factDocument,
  initial: {
    vulnerable: null,
    satisfaction: null,
    resolvedEarly: 0,
    appeals: 0,
    appealsDecided: 0,
    appealsOverturned: 0,
    referred: 0,
    referredTo: null,
    referralOutcome: null,
    awarded: 0,
    escalations: 0,
    pauses: 0,
    extensions: 0,
    holdingReplies: 0,
    remedies: [],
    course: [],
  },
  on: changes,
  derive: (state, policy, { occurredAt }, { course }) => ({
    status: state.status,
    language: state.addressee.language,
    policy: state.policyVersion,
    stage: state.stage.number,
    handler: state.assignee ?? null,
    outcome: state.closedAs ?? null,
    followUp: isLinked(state, 'follow-up'),
    duplicate: isLinked(state, 'duplicate'),
    sameCause: isLinked(state, 'same-cause'),
    course: courseAfter(course, state, occurredAt),
    scope: scopeOf(state),
    open: endedStatuses.includes(state.status) ? 0 : 1,
    merged: state.status === 'merged' ? 1 : 0,
    walled: state.conflicts.length > 0 || state.restrictedTo !== undefined ? 1 : null,
    team: state.work?.team ?? NO_TEAM,
    ...punctuality(policy, state),
  }),
});
