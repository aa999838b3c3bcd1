import {
  complaintProjection,
  correction,
  preference,
  referenceOf,
  withDelivery,
  type ComplaintChanges,
  type ProjectedComplaintEvent,
} from '@redress/complaints';
import type { ComplaintEventType, Priority } from '@redress/contracts';
import { formatReference, summarizeClocks, totalsOf, type Instant, latest } from '@redress/domain';
import { isAnswered } from './answered.js';
import { caseDocument, type CaseDocument } from './case.document.js';
import { taskAssigned, taskCancelled, taskCompleted, type CaseTask } from './case-task.js';
import { noQueueFields, queueFieldsAfter } from './queue-fields.js';

type Event<Type extends ComplaintEventType> = ProjectedComplaintEvent<Type>;
type Changes = ComplaintChanges<CaseDocument>;

/** Queues sort by number, most urgent first. A complaint not yet assessed follows those known to be urgent. */
const PRIORITY_RANK: Readonly<Record<Priority, number>> = { urgent: 1, high: 2, normal: 3, low: 4 };
const UNASSESSED_RANK = 3;

/** Details recorded at receipt or corrected since. */
const receipt: Changes = {
  ComplaintReceived: (_case, { stream, data: { splitFrom, restriction, ...data }, actor, occurredAt, ...event }) => ({
    ...data,
    ...(restriction && {
      restriction: { ...restriction, restrictedBy: actor.id, restrictedAt: occurredAt, ...reasonOf(event) },
    }),
    ...(splitFrom && { splitFrom: formatReference(splitFrom.complaint) }),
    reference: referenceOf(stream),
    receivedAt: occurredAt,
  }),
  DetailsCorrected: (known, { data, actor, occurredAt, ...event }) => ({
    ...correction(known, data),
    corrections: [
      ...(known.corrections ?? []),
      { details: Object.keys(data), correctedBy: actor.id, correctedAt: occurredAt, ...reasonOf(event) },
    ],
  }),
  PolicyReplaced: ({ policyChanges = [] }, { data, actor, occurredAt, ...event }) => {
    const { from, to, fields, because } = data;
    const why = { ...(fields && { fields }), ...(because !== undefined && { because }), ...reasonOf(event) };
    return { policyChanges: [...policyChanges, { from, to, replacedBy: actor.id, replacedAt: occurredAt, ...why }] };
  },
  MessageRedacted: ({ redactions = [] }, { data, actor, occurredAt, ...event }) => ({
    redactions: [...redactions, { ...data, redactedBy: actor.id, redactedAt: occurredAt, ...reasonOf(event) }],
  }),
  PreferencesStated: (known, { data }) => preference(known, data),
  ConsentRecorded: ({ onBehalfOf, consents = [] }, { data, actor, occurredAt }) => ({
    onBehalfOf: { ...onBehalfOf, consent: data.given },
    consents: [...consents, { ...data, recordedBy: actor.id, recordedAt: occurredAt }],
  }),
  AttachmentAdded: ({ attachments = [] }, { data, actor, occurredAt }) => ({
    attachments: [...attachments, { ...data, by: actor.id, at: occurredAt }],
  }),
};

const erasing: Changes = {
  LegalHoldPlaced: ({ holds }, { data, actor, occurredAt, ...event }) => ({
    holds: [
      ...holds.filter(({ basis }) => basis !== data.basis),
      { ...data, placedBy: actor.id, placedAt: occurredAt, ...reasonOf(event) },
    ],
  }),
  LegalHoldLifted: ({ holds }, { data }) => ({ holds: holds.filter(({ basis }) => basis !== data.basis) }),
  ErasureRequested: (_case, { data, actor, occurredAt, ...event }) => ({
    erasure: { ...data, requestedBy: actor.id, requestedAt: occurredAt, ...reasonOf(event) },
  }),
  ErasureDeclined: () => ({ erasure: null }),
  ComplainantErased: ({ erasure }, { actor, occurredAt }) => ({
    erasure: erasure && { ...erasure, carriedOutBy: actor.id, carriedOutAt: occurredAt },
  }),
  DisclosureRecorded: ({ disclosures = [] }, { data, actor, occurredAt }) => ({
    disclosures: [...disclosures, { ...data, recordedBy: actor.id, disclosedAt: occurredAt }],
  }),
};

const assessment: Changes = {
  ComplaintAssessed: ({ assessments }, { data, actor, occurredAt }) => {
    const assessed = { ...data, assessedBy: actor.id, assessedAt: occurredAt };
    return { assessment: assessed, assessments: [...assessments, assessed] };
  },
  ComplaintRouted: (_case, { data, actor, occurredAt }) => ({
    route: { ...data, routedBy: actor.id, routedAt: occurredAt },
  }),
  ConflictOfInterestDeclared: ({ conflicts }, { data, actor, occurredAt }) => ({
    conflicts: [...conflicts, { ...data, declaredBy: actor.id, declaredAt: occurredAt }],
  }),
  AccessRestricted: (_case, { data, actor, occurredAt, ...event }) => ({
    restriction: {
      ...data,
      basis: 'by-hand',
      restrictedBy: actor.id,
      restrictedAt: occurredAt,
      ...reasonOf(event),
    },
  }),
  AccessRestrictionLifted: () => ({ restriction: null }),
  EmergencyAccessTaken: ({ emergencyAccess = [] }, { data, actor, occurredAt, ...event }) => ({
    emergencyAccess: [...emergencyAccess, { ...data, takenBy: actor.id, takenAt: occurredAt, ...reasonOf(event) }],
  }),
  ComplaintSentOn: (_case, { data, occurredAt }) => ({ sentOn: { ...data, at: occurredAt } }),
};

const investigation: Changes = {
  // Only the first answer to a question settles it.
  InformationAdded: ({ questions }, { data, occurredAt }) =>
    data.request === undefined
      ? {}
      : {
          questions: questions.map((question) =>
            question.request === data.request
              ? { ...question, answeredAt: question.answeredAt ?? occurredAt }
              : question,
          ),
        },
  InformationRequested: ({ questions }, { data, actor, occurredAt }) => ({
    questions: [...questions, { ...data, askedBy: actor.id, askedAt: occurredAt, answeredAt: null }],
  }),
  EvidenceAdded: ({ evidence }, { data, actor, occurredAt }) => ({
    evidence: [...evidence, { ...data, addedBy: actor.id, addedAt: occurredAt }],
  }),
  InterviewRecorded: ({ interviews }, { data, actor, occurredAt }) => ({
    interviews: [...interviews, { ...data, recordedBy: actor.id, recordedAt: occurredAt }],
  }),
  FindingRecorded: ({ findings }, { data, actor, occurredAt }) => ({
    findings: [...findings, { ...data, foundBy: actor.id, foundAt: occurredAt }],
  }),
  TaskAssigned: ({ tasks }, event) => ({ tasks: [...tasks, taskAssigned(event)] }),
  TaskCompleted: (known, event) => withTask(known, taskCompleted(event)),
  TaskCancelled: (known, event) => withTask(known, taskCancelled(event)),
};

function withTask({ tasks }: CaseDocument, change: Partial<CaseTask>): Partial<CaseDocument> {
  return { tasks: tasks.map((task) => (task.task === change.task ? { ...task, ...change } : task)) };
}

const decision: Changes = {
  ResponseProposed: (_case, { data, actor, occurredAt }) => ({
    // Amounts are not personal, so they are stored in the clear.
    response: { ...data, totals: totalsOf(data.remedies), proposedBy: actor.id, proposedAt: occurredAt },
    decision: null,
  }),
  ResponseApproved: ({ response }, { data, actor, occurredAt }) => ({
    response: response && { ...response, approvedBy: actor.id, approvedAt: occurredAt, approval: data },
  }),
  ResponseReturned: ({ response }, { data, actor, occurredAt }) => ({
    response: response && { ...response, returnedBy: actor.id, returnedAt: occurredAt, return: data },
  }),
  DecisionCommunicated: ({ response }, { data, occurredAt }) => ({
    decision: { ...data, communicatedAt: occurredAt, answer: null },
    remedies: response?.remedies ?? [],
  }),
  DecisionAccepted: (known, event) => {
    const { data, actor, occurredAt } = event;
    // A settlement without a decision is not an answer to one.
    if (data.exempted === undefined) return answered(known, event, 'accepted');
    return { earlyResolution: { ...data, acceptedAt: occurredAt, recordedBy: actor.id } };
  },
  DecisionRejected: (known, event) => answered(known, event, 'rejected'),
  RemedyDelivered: ({ remedies, deliveredRemedies = [] }, { data, occurredAt }) => ({
    remedies: withDelivery(remedies, data.remedy, occurredAt),
    deliveredRemedies: [...deliveredRemedies, { ...data, deliveredAt: occurredAt }],
  }),
  AppealLodged: ({ appeals = [] }, { data, actor, occurredAt }) => ({
    response: null,
    appeals: [...appeals, { ...data, lodgedBy: actor.id, lodgedAt: occurredAt }],
  }),
  FinalPositionStated: (_case, { data, actor, occurredAt }) => ({
    finalPosition: { ...data, statedBy: actor.id, statedAt: occurredAt },
  }),
};

function answered(
  { decision: told }: CaseDocument,
  { data, occurredAt }: Event<'DecisionAccepted' | 'DecisionRejected'>,
  answer: 'accepted' | 'rejected',
): Partial<CaseDocument> {
  return { decision: told && { ...told, ...data, answer, answeredAt: occurredAt } };
}

const ending: Changes = {
  ComplaintReferred: (_case, { data, occurredAt, ...event }) => ({
    referral: { ...data, referredAt: occurredAt, ...reasonOf(event) },
  }),
  ReferralOutcomeRecorded: ({ referral }, { data, actor, occurredAt }) => ({
    referral: { ...referral, ...data, recordedBy: actor.id, recordedAt: occurredAt },
  }),
  AwardRecorded: (_case, { data: { remedies, ...data }, actor, occurredAt }) => ({
    award: { ...data, recordedBy: actor.id, recordedAt: occurredAt },
    remedies,
  }),
  ComplaintWithdrawn: (_case, { data, occurredAt, ...event }) => ({
    withdrawal: { ...data, withdrawnAt: occurredAt, ...reasonOf(event) },
  }),
  ComplaintClosed: (_case, { data, actor, occurredAt }) => ({
    closure: { ...data, closedBy: actor.id, closedAt: occurredAt },
  }),
  SatisfactionRated: (_case, { data, occurredAt }) => ({ satisfaction: { ...data, ratedAt: occurredAt } }),
  // Returns to the desk that had it.
  ComplaintReopened: (_case, { actor, occurredAt, ...event }, { assignee }) => ({
    response: null,
    decision: null,
    earlyResolution: null,
    award: null,
    remedies: [],
    closure: null,
    finalPosition: null,
    reopening: { reopenedBy: actor.id, reopenedAt: occurredAt, desk: assignee ?? null, ...reasonOf(event) },
  }),
};

const relations: Changes = {
  // Recorded under the person who decided, even when the decision was made on the other complaint.
  ComplaintLinked: ({ links }, { data, actor, onBehalfOf, occurredAt }) => {
    const complaint = formatReference(data.complaint);
    const link = { complaint, relation: data.relation, linkedBy: (onBehalfOf ?? actor).id, linkedAt: occurredAt };
    return { links: [...links.filter((known) => known.complaint !== complaint), link] };
  },
  ComplaintUnlinked: ({ links }, { data }) => ({
    links: links.filter((link) => link.complaint !== formatReference(data.complaint)),
  }),
  ComplaintMerged: ({ merges }, { data, actor, occurredAt, ...event }) => {
    const into = formatReference(data.into);
    const merge = { into, mergedBy: actor.id, mergedAt: occurredAt, ...reasonOf(event) };
    return { mergedInto: into, merges: [...merges, merge] };
  },
  // `refused`: the other complaint did not accept the merge.
  ComplaintUnmerged: ({ merges }, { data: { refused }, reason, actor, occurredAt }) => {
    const undone = {
      undoneBy: actor.id,
      undoneAt: occurredAt,
      ...(refused !== undefined && { refused }),
      ...(reason && { undoneFor: reason }),
    };
    const latest = merges.length - 1;
    return {
      mergedInto: null,
      merges: merges.map((merge, index) => (index === latest ? { ...merge, ...undone } : merge)),
    };
  },
  ComplaintAbsorbed: ({ absorbed }, { data, occurredAt }) => ({
    absorbed: [...absorbed, { complaint: formatReference(data.complaint), absorbedAt: occurredAt, releasedAt: null }],
  }),
  ComplaintReleased: ({ absorbed }, { data, occurredAt }) => ({
    absorbed: absorbed.map((one) =>
      one.complaint === formatReference(data.complaint) && one.releasedAt === null
        ? { ...one, releasedAt: occurredAt }
        : one,
    ),
  }),
  ComplaintSplit: ({ splitInto }, { data, actor, occurredAt }) => ({
    splitInto: [...splitInto, { complaint: formatReference(data.into), splitBy: actor.id, splitAt: occurredAt }],
  }),
};

const messages: Changes = {
  NotificationFailed: ({ undelivered }, { data, occurredAt }, state) => {
    const { messageId, purpose, channel, failure } = data;
    if (!state.undelivered.includes(messageId)) return {};
    const others = undelivered.filter((one) => one.messageId !== messageId);
    return { undelivered: [...others, { messageId, purpose, channel, failure, failedAt: occurredAt }] };
  },
  MessageResent: ({ undelivered }, { data }) => ({
    undelivered: undelivered.filter(({ messageId }) => messageId !== data.messageId),
  }),
};

function reasonOf({ reason }: Pick<ProjectedComplaintEvent, 'reason'>): Pick<ProjectedComplaintEvent, 'reason'> {
  return reason === undefined ? {} : { reason };
}

/** The later of two instants: a server's clock may be set back between two events. */
function laterOf(before: Instant | undefined, recordedAt: Instant): Instant {
  return before === undefined ? recordedAt : latest(before, recordedAt);
}

/** One document per complaint, for the case page and the work queue. */
export const caseProjection = complaintProjection({
  view: {
    name: 'cases',
    // 2: `changedAt` and `answered`, by which a document without them would never be found. 3: `queue`, for the same reason.
    // 4: `queue.tags`. 5: notes are documents of their own.
    version: 5,
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
      changedAt: 'string',
      answered: 'boolean',
      externalReference: 'string',
      language: 'string',
      jurisdiction: 'string',
      organizationUnit: 'string',
      'assessment.severity': 'string',
      'state.stage.number': 'number',
      'queue.open': 'boolean',
      'queue.walled': 'boolean',
      'queue.confidential': 'boolean',
      'queue.undelivered': 'boolean',
      'queue.warnAt': 'string',
      'queue.breached': 'boolean',
      'queue.acknowledgementBreached': 'boolean',
      'queue.answerBreached': 'boolean',
      'queue.waitingFor': 'string',
      'queue.answeredAt': 'string',
      'queue.tags': 'terms',
      'queue.holdReviewOn': 'string',
      'erasure.request': 'string',
    },
    indexes: [
      ['status', 'dueAt'],
      ['team', 'dueAt'],
      ['answered', 'dueAt'],
      ['product', 'receivedAt'],
      ['externalReference', 'receivedAt'],
      ['queue.walled', 'changedAt'],
      // Counts of all cases are added up from it: a twentieth of what those below would have them read.
      ['queue.walled', 'queue.undelivered', 'status'],
      ['queue.holdReviewOn'],
      ['erasure.request'],
    ],
    // One for each order of the queue, in which any filters can be checked; and what one person, or everybody, has to do, filtered further.
    wideIndexes: [
      ['dueAt'],
      ['receivedAt'],
      ['priorityRank'],
      ['changedAt'],
      ['assignee', 'dueAt'],
      ['queue.open', 'dueAt'],
    ],
  },
  document: caseDocument,
  initial: {
    splitFrom: null,
    assessment: null,
    assessments: [],
    route: null,
    conflicts: [],
    holds: [],
    erasure: null,
    questions: [],
    tasks: [],
    evidence: [],
    interviews: [],
    findings: [],
    response: null,
    decision: null,
    remedies: [],
    closure: null,
    links: [],
    mergedInto: null,
    merges: [],
    absorbed: [],
    splitInto: [],
    undelivered: [],
    answered: false,
    queue: noQueueFields,
  },
  on: { ...receipt, ...erasing, ...assessment, ...investigation, ...decision, ...ending, ...relations, ...messages },
  derive: (state, policy, event, before) => {
    const clocks = summarizeClocks(policy, state.timeline);
    const answered = isAnswered(before.answered, event, state);
    return {
      status: state.status,
      outOfScope: state.outOfScope === undefined ? null : { ...state.outOfScope },
      assignee: state.assignee ?? null,
      team: state.route?.team ?? null,
      priority: state.priority ?? null,
      priorityRank: state.priority === undefined ? UNASSESSED_RANK : PRIORITY_RANK[state.priority],
      dueAt: clocks.dueAt ?? null,
      changedAt: laterOf(before.changedAt, event.recordedAt),
      answered,
      queue: queueFieldsAfter(before.queue, event, state, clocks, answered),
    };
  },
});
