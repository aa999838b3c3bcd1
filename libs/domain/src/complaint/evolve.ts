import { evolveTimeline } from '../clocks/timeline.js';
import type { Instant } from '../instant.js';
import type { ComplaintEventData, PastComplaintEvent, Text } from './events.js';
import type { Complaint, ComplaintState, Response, Task } from './state.js';
import { taskOf } from './tasks.js';
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
    timeline: evolveTimeline(before?.timeline, event),
    commandIds: commandIds.at(-1) === commandId ? commandIds : [...commandIds, commandId],
  };
}

/** The policy of events that name none. */
const BEFORE_POLICIES = 'generic@1';

type Case = Omit<Complaint, 'justReopened' | 'timeline' | 'commandIds'>;

function begun({ type, data, occurredAt, policyVersion = BEFORE_POLICIES }: PastComplaintEvent): Case {
  if (type !== 'ComplaintReceived') throw new Error(`A complaint begins with ComplaintReceived, not with ${type}.`);
  const { language, complainant } = data;
  return {
    status: 'received',
    receivedAt: occurredAt,
    addressee: { language, ...(complainant?.name !== undefined && { name: complainant.name }) },
    policyVersion,
    acknowledged: false,
    notes: 0,
    informationGiven: 0,
    tasks: {},
    findings: 0,
    stage: { number: 1, appealed: false, barred: [] },
    deciders: [],
    messages: {},
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
      return { ...state, assignee: data.assignee };
    case 'ComplaintSentOn':
      return { ...state, sentOnTo: data.recipient };
    case 'NoteAdded':
      return { ...state, notes: state.notes + 1 };
    case 'InformationAdded':
      return { ...heardOf(state, event.occurredAt), informationGiven: state.informationGiven + 1 };
    case 'TaskAssigned': {
      const { task, ...content } = data;
      return { ...state, tasks: { ...state.tasks, [task]: { content, standing: 'open' } } };
    }
    case 'TaskCompleted':
      return withTask(state, data.task, 'done');
    case 'TaskCancelled':
      return withTask(state, data.task, 'cancelled');
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
      return { ...communicated(state, event.occurredAt), status: 'decision-communicated' };
    case 'DecisionAccepted':
      return { ...state, status: 'accepted' };
    case 'DecisionRejected':
      return { ...state, status: 'rejected' };
    case 'AppealLodged':
      return appealed(state, data);
    case 'FinalPositionStated':
      return { ...state, finalPosition: data.text };
    case 'RemedyDelivered':
      return delivered(state, data.remedy);
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

function withTask(state: Complaint, name: string, standing: Task['standing']): Complaint {
  const task = taskOf(state, name);
  return task === undefined ? state : { ...state, tasks: { ...state.tasks, [name]: { ...task, standing } } };
}

function withResponse(state: Complaint, standing: Response['standing'], approvedBy?: string): Complaint {
  if (state.response === undefined) return state;
  return { ...state, response: { ...state.response, standing, ...(approvedBy !== undefined && { approvedBy }) } };
}

/** With it the appeal is decided, and an earlier last word was not the last. */
function communicated({ finalPosition: _earlier, ...state }: Complaint, at: Instant): Complaint {
  if (state.response === undefined) return state;
  const { proposedBy, approvedBy, content } = state.response;
  const by = approvedBy === undefined ? [proposedBy] : [proposedBy, approvedBy];
  const { decision, remedies } = content;
  return {
    ...withResponse(state, 'communicated'),
    decision: { decision, remedies: remedies.length, delivered: [], silentSince: at },
    deciders: [...new Set([...state.deciders, ...by])],
    stage: { ...state.stage, appealed: false },
  };
}

function heardOf(state: Complaint, at: Instant): Complaint {
  return state.decision === undefined ? state : { ...state, decision: { ...state.decision, silentSince: at } };
}

/** The next stage begins anew: with its own acknowledgement, and with another person where the stage asks for one. */
function appealed(
  { response: _told, assignee, ...state }: Complaint,
  { stage: number, anotherDecider, grounds }: ComplaintEventData<Text>['AppealLodged'],
): Case {
  const barred = anotherDecider ? state.deciders : [];
  return {
    ...state,
    ...(assignee !== undefined && !barred.includes(assignee) && { assignee }),
    stage: { number, appealed: true, barred, ...(grounds !== undefined && { grounds }) },
    acknowledged: false,
    status: 'under-investigation',
  };
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
