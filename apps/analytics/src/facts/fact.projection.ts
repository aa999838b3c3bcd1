import { complaintProjection, type ComplaintChange as Change } from '@redress/complaints';
import { complaintEventTypes } from '@redress/contracts';
import { clocksUnder, endedStatuses, type Complaint, type DeadlinePolicy } from '@redress/domain';
import type { JsonObject } from '@redress/eventing';
import { calendarParts } from './calendar-parts.js';

const HOUR_MS = 3_600_000;

/** Flags are 0 or 1, so that their sum is a count and their mean a rate. */
const received: Change = (fact, { data, occurredAt }) => ({
  ...fact,
  receivedAt: occurredAt,
  ...calendarParts(occurredAt),
  channel: data['channel'] ?? null,
  product: data['product'] ?? null,
  issue: data['issue'] ?? null,
  concern: data['concern'] ?? null,
  organizationUnit: data['organizationUnit'] ?? null,
  anonymous: data['complainant'] === undefined ? 1 : 0,
  ...acknowledgedBefore(data['splitFrom'] as JsonObject | undefined, occurredAt),
});

/** Statistics count a complaint under what it should have said. */
const corrected: Change = (fact, { data }) => {
  const { product, issue, organizationUnit, channel, complainant } = data;
  const said = Object.entries({ product, issue, organizationUnit, channel }).filter(([, value]) => value !== undefined);
  return { ...fact, ...(Object.fromEntries(said) as JsonObject), ...(complainant !== undefined && { anonymous: 0 }) };
};

const acknowledged: Change = (fact, { occurredAt }) => ({
  ...fact,
  hoursToAcknowledgement: fact['hoursToAcknowledgement'] ?? hoursBetween(fact['receivedAt'], occurredAt),
});

/** What was split off another complaint was acknowledged with it. */
function acknowledgedBefore(splitFrom: JsonObject | undefined, receivedAt: string): JsonObject {
  const at = splitFrom?.['acknowledgedAt'];
  return typeof at === 'string' ? { hoursToAcknowledgement: hoursBetween(receivedAt, at) } : {};
}

const assessed: Change = (fact, { data }) => ({
  ...fact,
  severity: data['severity'] ?? null,
  priority: data['priority'] ?? null,
});

const found: Change = (fact, { data }) =>
  data['rootCause'] === undefined ? fact : { ...fact, rootCause: data['rootCause'] };

const proposed: Change = (fact, { data }) => ({
  ...fact,
  proposed: { decision: data['decision'] ?? null, responseKind: data['responseKind'] ?? null },
});

const communicated: Change = (fact, { data, occurredAt }) => {
  const { decision, responseKind } = fact['proposed'] as JsonObject;
  return {
    ...fact,
    decision: decision ?? null,
    responseKind: responseKind ?? null,
    hoursToDecision: fact['hoursToDecision'] ?? hoursBetween(fact['receivedAt'], occurredAt),
    ...(typeof data['timely'] === 'boolean' && { declaredTimely: data['timely'] ? 1 : 0 }),
  };
};

const closed: Change = (fact, { occurredAt }) => ({
  ...fact,
  hoursToClosure: hoursBetween(fact['receivedAt'], occurredAt),
});

const reopened: Change = (fact) => ({ ...fact, reopened: 1 });
const disputed: Change = (fact) => ({ ...fact, disputed: 1 });
const accepted: Change = (fact) => ({ ...fact, accepted: 1 });

/** 1 for a clock that ended in time, 0 for one that did not; nothing while it runs, or when nothing was owed. */
function inTime(policy: DeadlinePolicy, state: Complaint, name: 'acknowledgement' | 'decision'): JsonObject {
  const clocks = clocksUnder(policy, state.timeline);
  const ended = clocks.find((clock) => clock.name === name && ['met', 'missed'].includes(clock.state));
  return ended === undefined ? {} : { [`${name}InTime`]: ended.state === 'met' ? 1 : 0 };
}

/**
 * `out-of-scope` when that was declared, or was the outcome; `doubtful` when only the words suggest it, until a decision says that it was
 * a complaint after all.
 */
function scopeOf({ outOfScope, closedAs, decision }: Complaint): 'in-scope' | 'doubtful' | 'out-of-scope' {
  if (closedAs === 'out-of-scope') return 'out-of-scope';
  if (outOfScope === undefined || decision !== undefined) return 'in-scope';
  return outOfScope.basis === 'declared' ? 'out-of-scope' : 'doubtful';
}

function hoursBetween(from: unknown, to: string): number {
  return (Date.parse(to) - Date.parse(String(from))) / HOUR_MS;
}

/**
 * One fact document per complaint, from which every statistic is derived: a redelivered event cannot be counted twice,
 * and erasing a person changes no figure, since a fact holds nothing personal.
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
  types: complaintEventTypes,
  on: {
    ComplaintReceived: received,
    DetailsCorrected: corrected,
    ComplaintAcknowledged: acknowledged,
    ComplaintAssessed: assessed,
    FindingRecorded: found,
    ResponseProposed: proposed,
    DecisionCommunicated: communicated,
    DecisionAccepted: accepted,
    DecisionRejected: disputed,
    ComplaintClosed: closed,
    ComplaintReopened: reopened,
  },
  derive: (state, policy) => ({
    status: state.status,
    scope: scopeOf(state),
    open: endedStatuses.includes(state.status) ? 0 : 1,
    merged: state.status === 'merged' ? 1 : 0,
    ...inTime(policy, state, 'acknowledgement'),
    ...inTime(policy, state, 'decision'),
  }),
});
