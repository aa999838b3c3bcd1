import {
  complaintProjection,
  promisedRemedies,
  referenceOf,
  withCorrection,
  withPreferences,
  withDelivery,
  type ComplaintChange,
} from '@redress/complaints';
import { complaintEventTypes, type Priority } from '@redress/contracts';
import { clocksUnder, nextDueAt, totalsOf } from '@redress/domain';
import type { Json } from '@redress/eventing';
import { appealed, finalPositionStated, referralOutcomeRecorded } from './case-appeals.js';
import { evidenceAdded, found, interviewed, requested, withAnswer } from './case-investigation.js';
import { appended, objectIn, objectsIn } from './case-parts.js';
import { absorbed, linked, merged, released, split, splitFrom, unlinked, unmerged } from './case-relations.js';
import { taskAssigned, taskCancelled, taskCompleted } from './case-tasks.js';

/** Queues sort by number: the most pressing first. A complaint not yet assessed comes after those known to be pressing. */
const PRIORITY_RANK: Readonly<Record<Priority, number>> = { urgent: 1, high: 2, normal: 3, low: 4 };
const UNASSESSED_RANK = 3;

const received: ComplaintChange = (_case, { stream, data, occurredAt }) => ({
  ...data,
  ...splitFrom(data),
  reference: referenceOf(stream),
  receivedAt: occurredAt,
});

const corrected: ComplaintChange = (complaintCase, { data, reason, actor, occurredAt }) => ({
  ...withCorrection(complaintCase, data),
  corrections: appended(complaintCase['corrections'], {
    details: [...Object.keys(data)],
    correctedBy: actor.id,
    correctedAt: occurredAt,
    ...(reason && { reason }),
  }),
});

const redacted: ComplaintChange = (complaintCase, { data, reason, actor, occurredAt }) => ({
  ...complaintCase,
  redactions: appended(complaintCase['redactions'], {
    ...data,
    redactedBy: actor.id,
    redactedAt: occurredAt,
    ...(reason && { reason }),
  }),
});
const preferring: ComplaintChange = (complaintCase, { data }) => withPreferences(complaintCase, data);

const assessed: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  assessment: { ...data, assessedBy: actor.id, assessedAt: occurredAt },
  assessments: appended(complaintCase['assessments'], { ...data, assessedBy: actor.id, assessedAt: occurredAt }),
});

const routed: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  route: { ...data, routedBy: actor.id, routedAt: occurredAt },
});

const conflicted: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  conflicts: appended(complaintCase['conflicts'], { ...data, declaredBy: actor.id, declaredAt: occurredAt }),
});

const consented: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  onBehalfOf: { ...objectIn(complaintCase['onBehalfOf']), consent: data['given'] ?? null },
  consents: appended(complaintCase['consents'], { ...data, recordedBy: actor.id, recordedAt: occurredAt }),
});

const sentOn: ComplaintChange = (complaintCase, { data, occurredAt }) => ({
  ...complaintCase,
  sentOn: { ...data, at: occurredAt },
});

const noted: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  notes: appended(complaintCase['notes'], { ...data, by: actor.id, at: occurredAt }),
});

const informed: ComplaintChange = (complaintCase, event, state) => {
  const { data, occurredAt } = event;
  const noticed = noted(complaintCase, { ...event, data: { ...data, visibility: 'complainant' } }, state);
  return withAnswer(noticed, data['request'], occurredAt);
};

const attached: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  attachments: appended(complaintCase['attachments'], { ...data, by: actor.id, at: occurredAt }),
});

const proposed: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  response: { ...data, totals: totalsIn(data['remedies']), proposedBy: actor.id, proposedAt: occurredAt },
  decision: null,
});

/** Amounts are not personal: they stand in the document as they are. */
function totalsIn(remedies: Json | undefined): Json {
  return [...totalsOf(objectsIn(remedies))];
}

const approved: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  response: { ...objectIn(complaintCase['response']), approvedBy: actor.id, approvedAt: occurredAt, approval: data },
});

const returned: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  response: { ...objectIn(complaintCase['response']), returnedBy: actor.id, returnedAt: occurredAt, return: data },
});

const communicated: ComplaintChange = (complaintCase, { data, occurredAt }) => ({
  ...complaintCase,
  decision: { ...data, communicatedAt: occurredAt, answer: null },
  remedies: promisedRemedies(objectIn(complaintCase['response'])['remedies']),
});

const answered =
  (answer: 'accepted' | 'rejected'): ComplaintChange =>
  (complaintCase, { data, occurredAt }) => ({
    ...complaintCase,
    decision: { ...objectIn(complaintCase['decision']), ...data, answer, answeredAt: occurredAt },
  });

/** What was settled without a decision is no answer to one. */
const accepted: ComplaintChange = (complaintCase, event, state) => {
  const { data, actor, occurredAt } = event;
  if (data['exempted'] === undefined) return answered('accepted')(complaintCase, event, state);
  return { ...complaintCase, earlyResolution: { ...data, acceptedAt: occurredAt, recordedBy: actor.id } };
};

const delivered: ComplaintChange = (complaintCase, { data, occurredAt }) => ({
  ...complaintCase,
  remedies: withDelivery(complaintCase['remedies'], Number(data['remedy']), occurredAt),
  deliveredRemedies: appended(complaintCase['deliveredRemedies'], { ...data, deliveredAt: occurredAt }),
});

const closed: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  closure: { ...data, closedBy: actor.id, closedAt: occurredAt },
});

/** It goes back to the desk that had it. */
const reopened: ComplaintChange = (complaintCase, { reason, actor, occurredAt }, { assignee }) => ({
  ...complaintCase,
  response: null,
  decision: null,
  earlyResolution: null,
  award: null,
  remedies: [],
  closure: null,
  finalPosition: null,
  reopening: { reopenedBy: actor.id, reopenedAt: occurredAt, desk: assignee ?? null, ...(reason && { reason }) },
});

const referred: ComplaintChange = (complaintCase, { data, reason, occurredAt }) => ({
  ...complaintCase,
  referral: { ...data, referredAt: occurredAt, ...(reason && { reason }) },
});

const awarded: ComplaintChange = (complaintCase, { data: { remedies, ...data }, actor, occurredAt }) => ({
  ...complaintCase,
  award: { ...data, recordedBy: actor.id, recordedAt: occurredAt },
  remedies: promisedRemedies(remedies),
});

const withdrawn: ComplaintChange = (complaintCase, { reason, occurredAt }) => ({
  ...complaintCase,
  withdrawal: { withdrawnAt: occurredAt, ...(reason && { reason }) },
});

/** One document per complaint: what the case page shows and what the work queue filters and sorts by. */
export const caseProjection = complaintProjection({
  view: {
    name: 'cases',
    fields: {
      reference: 'string',
      status: 'string',
      assignee: 'string',
      team: 'string',
      priority: 'string',
      priorityRank: 'number',
      product: 'string',
      channel: 'string',
      receivedAt: 'string',
      dueAt: 'string',
      externalReference: 'string',
    },
    indexes: [
      ['dueAt'],
      ['receivedAt'],
      ['status', 'dueAt'],
      ['assignee', 'dueAt'],
      ['team', 'dueAt'],
      ['externalReference'],
      ['product', 'receivedAt'],
    ],
  },
  types: complaintEventTypes,
  on: {
    ComplaintReceived: received,
    DetailsCorrected: corrected,
    MessageRedacted: redacted,
    PreferencesStated: preferring,
    ComplaintAssessed: assessed,
    ComplaintRouted: routed,
    ConflictOfInterestDeclared: conflicted,
    ConsentRecorded: consented,
    ComplaintSentOn: sentOn,
    NoteAdded: noted,
    InformationRequested: requested,
    InformationAdded: informed,
    AttachmentAdded: attached,
    EvidenceAdded: evidenceAdded,
    InterviewRecorded: interviewed,
    TaskAssigned: taskAssigned,
    TaskCompleted: taskCompleted,
    TaskCancelled: taskCancelled,
    FindingRecorded: found,
    ResponseProposed: proposed,
    ResponseApproved: approved,
    ResponseReturned: returned,
    DecisionCommunicated: communicated,
    DecisionAccepted: accepted,
    DecisionRejected: answered('rejected'),
    AppealLodged: appealed,
    FinalPositionStated: finalPositionStated,
    ReferralOutcomeRecorded: referralOutcomeRecorded,
    AwardRecorded: awarded,
    RemedyDelivered: delivered,
    ComplaintClosed: closed,
    ComplaintReopened: reopened,
    ComplaintReferred: referred,
    ComplaintLinked: linked,
    ComplaintUnlinked: unlinked,
    ComplaintMerged: merged,
    ComplaintUnmerged: unmerged,
    ComplaintAbsorbed: absorbed,
    ComplaintReleased: released,
    ComplaintSplit: split,
    ComplaintWithdrawn: withdrawn,
  },
  derive: (state, policy) => ({
    status: state.status,
    outOfScope: state.outOfScope === undefined ? null : { ...state.outOfScope },
    assignee: state.assignee ?? null,
    team: state.route?.team ?? null,
    priority: state.priority ?? null,
    priorityRank: state.priority === undefined ? UNASSESSED_RANK : PRIORITY_RANK[state.priority],
    dueAt: nextDueAt(clocksUnder(policy, state.timeline)) ?? null,
  }),
});
