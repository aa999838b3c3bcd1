import { refuse, type Refusal } from '../refusal.js';
import type { ComplaintCommand, ComplaintCommandType } from './commands.js';
import { givingTo, isBarred } from './conflict.js';
import {
  addingEvidence,
  answering,
  assigning,
  ending,
  endingTask,
  interviewing,
  requesting,
  saidAgain,
} from './investigation-guards.js';
import { sameContent } from './same-content.js';
import type { Complaint, ComplaintState, Response } from './state.js';
import { closingOutcomes, type ClosingOutcome } from './vocabulary.js';

/** More people than have ever worked on one case. */
const CONFLICTS_MAX = 50;

/** Whether something can be done now: it can, it is done already (a repeat decides nothing), or it is refused. */
export type Standing = 'open' | 'done' | Refusal;

/** Whether a kind of command can be decided now by this person, whatever it says. */
export function standingOf(type: ComplaintCommandType, state: ComplaintState, actorId: string): Standing {
  if (type === 'receive') return state.status === 'unknown' ? 'open' : refuse('reference-taken');
  if (state.status === 'unknown') return refuse('complaint-unknown');
  const ended = endingOf(state);
  if (isBarred(type, state, actorId)) return refuse('conflict-of-interest');
  switch (type) {
    case 'record-notification-attempted':
    case 'record-notification-sent':
    case 'record-notification-failed':
    // What fell due is a fact, also when the complaint has ended since.
    case 'record-deadline-warned':
    case 'record-deadline-missed':
    case 'record-escalation':
      return 'open';
    case 'add-note':
    case 'add-information':
      return state.status === 'closed' ? refuse('complaint-closed') : 'open';
    case 'correct-details':
    case 'state-preferences':
      return 'open';
    case 'add-attachment':
      if (state.status === 'closed') return refuse('complaint-closed');
      return state.attachments.length < ATTACHMENTS_MAX ? 'open' : refuse('too-many-attachments');
    case 'acknowledge':
      return ended ?? (state.acknowledged ? 'done' : 'open');
    case 'assess':
    case 'assign':
    case 'route':
    case 'send-on':
    case 'refer':
    case 'report-progress':
    case 'pause-clock':
    case 'extend-deadline':
    case 'send-holding-reply':
    case 'change-calendar':
      return ended ?? 'open';
    case 'assign-task':
      return assigning(state);
    case 'complete-task':
    case 'cancel-task':
      return ending(state);
    case 'declare-conflict':
      return ended ?? (state.conflicts.length < CONFLICTS_MAX ? 'open' : refuse('too-many-entries'));
    case 'request-information':
      return ended ?? requesting(state);
    case 'add-evidence':
      return ended ?? addingEvidence(state);
    case 'record-interview':
      return ended ?? interviewing(state);
    case 'resume-clock':
      return ended ?? resuming(state);
    case 'record-finding':
      return ended ?? (state.assessment === undefined ? refuse('not-assessed') : 'open');
    case 'propose-response':
      return ended ?? proposing(state, actorId);
    case 'approve-response':
      return ended ?? reviewing(state, actorId, 'approved');
    case 'return-response':
      return ended ?? reviewing(state, actorId, 'returned');
    case 'communicate-decision':
      return ended ?? communicating(state.response);
    case 'record-acceptance':
      return ended ?? accepting(state);
    case 'record-rejection':
      return ended ?? rejecting(state);
    case 'lodge-appeal':
      return ended ?? appealing(state);
    case 'record-silence':
      if (state.status === 'decision-communicated') return 'open';
      return state.decision === undefined ? refuse('decision-not-communicated') : 'done';
    case 'state-final-position':
      return ended ?? (state.status === 'rejected' ? 'open' : refuse('decision-not-rejected'));
    case 'record-referral-outcome':
      return ['referred', 'rejected', 'closed'].includes(state.status) ? 'open' : refuse('complaint-not-referred');
    case 'deliver-remedy':
      return (
        (state.status === 'closed' ? undefined : ended) ??
        (state.decision ? 'open' : refuse('decision-not-communicated'))
      );
    case 'close':
      return closingOutcomes.some((outcome) => closingAs(outcome, state) === 'open')
        ? 'open'
        : closingAs('resolved', state);
    case 'reopen':
      if (ended !== undefined) return 'open';
      return state.justReopened ? 'done' : refuse('complaint-not-closed');
    case 'withdraw':
      return state.status === 'withdrawn' ? 'done' : (ended ?? 'open');
  }
}

/** As {@link standingOf}, for one command with its content: an ending can be repeated, and each way of closing has its own condition. */
export function standingOfCommand(command: ComplaintCommand, state: Complaint): Standing {
  if (isBarred(command.type, state, command.actor.id)) return refuse('conflict-of-interest');
  const standing = (): Standing => standingOf(command.type, state, command.actor.id);
  switch (command.type) {
    case 'close':
      return closingAs(command.data.outcome, state);
    case 'lodge-appeal':
      return isAppealOf(command.data.grounds, state) ? 'done' : standing();
    case 'record-referral-outcome':
      return sameContent(command.data, state.referralOutcome) ? 'done' : standing();
    case 'add-attachment':
      return state.attachments.includes(command.data.attachment) ? 'done' : standing();
    case 'refer':
      return state.status === 'referred' && command.data.to === state.referredTo ? 'done' : standing();
    case 'assign':
      return givingTo(command.data.assignee, state) ?? standing();
    case 'route':
      return givingTo(command.data.person, state) ?? standing();
    case 'declare-conflict':
      return state.conflicts.includes(command.data.person) ? 'done' : standing();
    case 'assign-task': {
      const { task, ...content } = command.data;
      const again = saidAgain(task, content, state.tasks, 'task-exists');
      return again ?? givingTo(content.assignee, state) ?? standing();
    }
    case 'complete-task':
      return endingTask(state, command.data.task, 'done');
    case 'cancel-task':
      return endingTask(state, command.data.task, 'cancelled');
    case 'request-information': {
      const { request, ...content } = command.data;
      return saidAgain(request, content, state.requests, 'request-exists') ?? standing();
    }
    case 'add-information': {
      const answer = answering(command, state);
      return answer === 'open' ? standing() : answer;
    }
    case 'add-evidence': {
      const { evidence, ...content } = command.data;
      return saidAgain(evidence, content, state.evidence, 'evidence-exists') ?? standing();
    }
    default:
      return standing();
  }
}

function endingOf({ status }: Complaint): Refusal | undefined {
  if (status === 'closed') return refuse('complaint-closed');
  if (status === 'withdrawn') return refuse('complaint-withdrawn');
  return status === 'referred' ? refuse('complaint-referred') : undefined;
}

/** Files of one complaint: more than any has needed, and few enough to be looked through. */
const ATTACHMENTS_MAX = 20;

function proposing({ assessment, status, stage }: Complaint, actorId: string): Standing {
  if (assessment === undefined) return refuse('not-assessed');
  if (stage.barred.includes(actorId)) return refuse('decider-of-earlier-stage');
  if (status === 'response-approved') return refuse('response-already-approved');
  const answered = status === 'decision-communicated' || status === 'accepted';
  return answered ? refuse('decision-already-communicated') : 'open';
}

/** A second person looks at a response (ISO 10002:2018, clause 4: objectivity): never the one who proposed it. */
function reviewing({ response, stage }: Complaint, actorId: string, verdict: 'approved' | 'returned'): Standing {
  if (response === undefined || response.standing === 'communicated') return refuse('no-response-proposed');
  if (response.proposedBy === actorId) return refuse('approver-is-proposer');
  if (stage.barred.includes(actorId)) return refuse('decider-of-earlier-stage');
  if (response.standing === verdict) return 'done';
  return response.standing === 'proposed' ? 'open' : refuse('no-response-proposed');
}

function communicating(response: Response | undefined): Standing {
  if (response?.standing === 'communicated') return 'done';
  return response?.standing === 'approved' ? 'open' : refuse('response-not-approved');
}

function accepting({ status }: Complaint): Standing {
  if (status === 'accepted') return 'done';
  return status === 'decision-communicated' || status === 'rejected' ? 'open' : refuse('decision-not-communicated');
}

function rejecting({ status, stage }: Complaint): Standing {
  if (status === 'rejected' || stage.appealed) return 'done';
  if (status === 'accepted') return refuse('decision-already-accepted');
  return status === 'decision-communicated' ? 'open' : refuse('decision-not-communicated');
}

function appealing({ status, stage }: Complaint): Standing {
  if (stage.appealed) return refuse('appeal-pending');
  if (status === 'accepted') return refuse('decision-already-accepted');
  return status === 'decision-communicated' || status === 'rejected' ? 'open' : refuse('decision-not-communicated');
}

/** Another appeal with other grounds would be lost, so only the same one counts as done. */
function isAppealOf(grounds: string, { stage }: Complaint): boolean {
  return stage.appealed && stage.grounds === grounds;
}

/** Which clocks stand still the policy decides; here it is enough that some were told to, and not to go on. */
function resuming({ timeline }: Complaint): Standing {
  const paused = new Set<string>();
  for (const fact of timeline) {
    if (fact.fact === 'paused') for (const clock of fact.clocks ?? []) paused.add(clock);
    if (fact.fact === 'resumed') for (const clock of fact.clocks ?? []) paused.delete(clock);
  }
  if (paused.size > 0) return 'open';
  return timeline.some(({ fact }) => fact === 'resumed') ? 'done' : refuse('clock-not-paused');
}

/** ISO 10002:2018, 7.9: a complaint stays open until its decision is accepted or the reasonable options are exhausted. */
function closingAs(outcome: ClosingOutcome, state: Complaint): Standing {
  const { status } = state;
  if (status === 'closed') return state.closedAs === outcome ? 'done' : refuse('complaint-closed');
  switch (outcome) {
    case 'resolved':
      return status === 'accepted' ? 'open' : refuse('decision-not-accepted');
    case 'options-exhausted':
      return status === 'rejected' ? 'open' : refuse('decision-not-rejected');
    case 'withdrawn':
      return status === 'withdrawn' ? 'open' : refuse('complaint-not-withdrawn');
    case 'out-of-scope':
      if (status === 'referred') return 'open';
      if (status === 'withdrawn') return refuse('complaint-withdrawn');
      return state.decision === undefined ? 'open' : refuse('decision-already-communicated');
  }
}
