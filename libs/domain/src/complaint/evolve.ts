import { evolveTimeline } from '../clocks/timeline.js';
import { appealed, communicated, withResponse } from './evolve-decision.js';
import { detailsCorrected } from './evolve-details.js';
import { merged, unmerged, withAbsorbed, withLink } from './evolve-relations.js';
import { asDetails } from './preferences.js';
import type { PastComplaintEvent } from './events.js';
import { named } from './named.js';
import { messagesAfter, type Messages } from './redaction.js';
import { outOfScope } from './scope.js';
import { untouched, type Complaint, type ComplaintState, type Question, type Task } from './state.js';
import { stages, type ComplaintStatus } from './vocabulary.js';

/**
 * The state after one more event. Throws when the events are no history of one complaint (`ComplaintReceived` not first, or twice) or
 * when a type is unknown: deciding on a half-understood complaint would be worse than not deciding.
 */
export function evolve(state: ComplaintState, event: PastComplaintEvent): ComplaintState {
  const before = state.status === 'unknown' ? undefined : state;
  const { commandId } = event;
  const commandIds = before?.commandIds ?? [];
  return {
    ...(before === undefined ? begun(event) : changed(before, event)),
    justReopened: event.type === 'ComplaintReopened',
    justUnmerged: event.type === 'ComplaintUnmerged',
    timeline: evolveTimeline(before?.timeline, event),
    ...messagesAfter(before, event),
    commandIds: commandIds.at(-1) === commandId ? commandIds : [...commandIds, commandId],
  };
}

/** The policy of events that name none. */
const BEFORE_POLICIES = 'generic@1';

type Case = Omit<Complaint, 'justReopened' | 'justUnmerged' | 'timeline' | 'commandIds' | keyof Messages>;

function begun({ type, data, occurredAt, policyVersion = BEFORE_POLICIES }: PastComplaintEvent): Case {
  if (type !== 'ComplaintReceived') throw new Error(`A complaint begins with ComplaintReceived, not with ${type}.`);
  const beyond = outOfScope(data);
  const { language, complainant } = data;
  return {
    status: 'received',
    receivedAt: occurredAt,
    addressee: { language, ...(complainant?.name !== undefined && { name: complainant.name }) },
    policyVersion,
    ...(data.product !== undefined && { product: data.product }),
    ...(data.onBehalfOf && { consent: data.onBehalfOf.consent }),
    ...(beyond && { outOfScope: beyond }),
    ...untouched,
  };
}

function changed(state: Complaint, event: PastComplaintEvent): Case {
  const { type, data } = event;
  switch (type) {
    case 'ComplaintReceived':
      throw new Error('A complaint is received once.');
    case 'ComplaintAcknowledged':
      return { ...state, acknowledged: true, status: atLeast(state, 'acknowledged') };
    case 'ComplaintAssessed': {
      const { priority, ...assessment } = data;
      return { ...state, assessment, priority, status: atLeast(state, 'assessed') };
    }
    case 'ComplaintAssigned':
      return assigned(state, data.assignee);
    case 'ComplaintRouted': {
      const { rule, ...route } = data;
      return { ...state, route, ...(rule !== undefined && { routedBy: rule }) };
    }
    case 'ConflictOfInterestDeclared':
      return { ...state, conflicts: [...state.conflicts, data.person] };
    case 'ConsentRecorded':
      return { ...state, consent: data.given };
    case 'ComplaintSentOn':
      return { ...state, sentOnTo: data.recipient };
    case 'NoteAdded':
      return { ...state, notes: state.notes + 1 };
    case 'InformationAdded':
      return informed(state, data.request);
    case 'InformationRequested': {
      const { request, ...content } = data;
      return { ...state, requests: { ...state.requests, [request]: { content, standing: 'open' } } };
    }
    case 'TaskAssigned': {
      const { task, ...content } = data;
      return { ...state, tasks: { ...state.tasks, [task]: { content, standing: 'open' } } };
    }
    case 'TaskCompleted':
      return withTask(state, data.task, 'done');
    case 'TaskCancelled':
      return withTask(state, data.task, 'cancelled');
    case 'AttachmentAdded':
      return { ...state, attachments: [...state.attachments, data.attachment] };
    case 'EvidenceAdded': {
      const { evidence, ...content } = data;
      return { ...state, evidence: { ...state.evidence, [evidence]: { content } }, status: investigated(state) };
    }
    case 'InterviewRecorded':
      return { ...state, interviews: state.interviews + 1, status: investigated(state) };
    case 'FindingRecorded':
      return { ...state, findings: state.findings + 1, status: atLeast(state, 'under-investigation') };
    case 'ResponseProposed': {
      const response = { proposedBy: event.actor.id, content: data, standing: 'proposed' } as const;
      return { ...state, response, status: 'response-proposed' };
    }
    case 'ResponseApproved':
      return { ...withResponse(state, 'approved', event.actor.id), status: 'response-approved' };
    case 'ResponseReturned':
      return { ...withResponse(state, 'returned'), status: 'under-investigation' };
    case 'DecisionCommunicated':
      return { ...communicated(state), status: 'decision-communicated' };
    case 'DecisionAccepted':
      // Early, in a stage of appeal, it also ends the wait for the decision of that stage.
      return { ...state, stage: { ...state.stage, appealed: false }, status: 'accepted' };
    case 'DecisionRejected':
      return { ...state, status: 'rejected' };
    case 'AppealLodged':
      return appealed(state, data);
    case 'FinalPositionStated':
      return { ...state, finalPosition: data.text };
    case 'RemedyDelivered':
      return delivered(state, data.remedy);
    case 'DetailsCorrected':
      return detailsCorrected(state, data);
    case 'PreferencesStated':
      return detailsCorrected(state, asDetails(data));
    case 'ComplaintReferred':
      return { ...state, referredTo: data.to, status: 'referred' };
    case 'ReferralOutcomeRecorded':
      return { ...state, referralOutcome: data };
    case 'ComplaintWithdrawn':
      return { ...state, status: 'withdrawn' };
    case 'ComplaintClosed':
      return { ...state, closedAs: data.outcome, status: 'closed' };
    case 'ComplaintReopened':
      return reopened(state);
    case 'ComplaintLinked':
    case 'ComplaintUnlinked':
      return withLink(state, data);
    case 'ComplaintMerged':
      return merged(state, data);
    case 'ComplaintUnmerged':
      return unmerged(state, data);
    case 'ComplaintAbsorbed':
      return withAbsorbed(state, data, true);
    case 'ComplaintReleased':
      return withAbsorbed(state, data, false);
    case 'ComplaintSplit':
      return { ...state, splits: [...state.splits, data.into] };
    case 'MessageRedacted':
      // What can be redacted, and what was, is kept of every event alike.
      return state;
    case 'ProgressReported':
    case 'ClockPaused':
    case 'ClockResumed':
    case 'DeadlineExtended':
    case 'HoldingReplySent':
    case 'DeadlineWarned':
    case 'DeadlineMissed':
    case 'ComplaintEscalated':
    case 'CalendarChanged':
      // The timeline holds all of them.
      return state;
    case 'NotificationAttempted':
      return { ...state, messages: { ...state.messages, [data.messageId]: 'attempted' } };
    case 'NotificationSent':
      return { ...state, messages: { ...state.messages, [data.messageId]: 'sent' } };
    case 'NotificationFailed':
      return { ...state, messages: { ...state.messages, [data.messageId]: 'failed' } };
    default:
      throw new Error(`A complaint knows no event of type ${String(type satisfies never)}.`);
  }
}

/** Work done late (an acknowledgement after the assessment, a finding after the response) never takes a complaint back. */
function atLeast({ status }: Complaint, stage: (typeof stages)[number]): ComplaintStatus {
  const order: readonly ComplaintStatus[] = stages;
  const earlier = order.includes(status) && order.indexOf(status) < order.indexOf(stage);
  return earlier ? stage : status;
}

function assigned({ assignee: _before, ...state }: Complaint, assignee: string | undefined): Case {
  return assignee === undefined ? state : { ...state, assignee };
}

function withTask(state: Complaint, name: string, standing: Task['standing']): Complaint {
  const task = named(state.tasks, name);
  return task === undefined ? state : { ...state, tasks: { ...state.tasks, [name]: { ...task, standing } } };
}

function informed(state: Complaint, name: string | undefined): Complaint {
  const informationGiven = state.informationGiven + 1;
  const question = name === undefined ? undefined : named(state.requests, name);
  if (name === undefined || question === undefined) return { ...state, informationGiven };
  const answered: Question = { ...question, standing: 'answered' };
  return { ...state, informationGiven, requests: { ...state.requests, [name]: answered } };
}

/** Work on a case that was not assessed yet does not pass for its investigation. */
function investigated(state: Complaint): ComplaintStatus {
  return state.assessment === undefined ? state.status : atLeast(state, 'under-investigation');
}

function delivered(state: Complaint, remedy: number): Complaint {
  if (state.decision === undefined) return state;
  return { ...state, decision: { ...state.decision, delivered: [...state.decision.delivered, remedy] } };
}

/** The earlier response, decision and ending stay in the history; none of them is current any more. */
function reopened({
  response: _response,
  decision: _decision,
  referredTo: _to,
  closedAs: _as,
  finalPosition: _position,
  referralOutcome: _outcome,
  ...rest
}: Complaint): Case {
  const unassessed = rest.acknowledged ? 'acknowledged' : 'received';
  const stage = { ...rest.stage, appealed: false };
  return { ...rest, stage, status: rest.assessment === undefined ? unassessed : 'under-investigation' };
}
