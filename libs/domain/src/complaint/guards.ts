import { refuse, type Refusal } from '../refusal.js';
import { resuming } from './clock-guards.js';
import { closingAs } from './closing-guards.js';
import type { ComplaintCommand, ComplaintCommandType } from './commands.js';
import { givingTo, isBarred } from './conflict.js';
import { appealing, communicating, isAppealOf, proposing, rejecting, reviewing } from './decision-guards.js';
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
import { absorbing, linking, merging, splitting, standingWithOther, unlinking, unmerging } from './relation-guards.js';
import { redacting, redactingMessage } from './redaction.js';
import { sameContent } from './same-content.js';
import type { Complaint, ComplaintState } from './state.js';
import { closingOutcomes } from './vocabulary.js';

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
    // What was decided on another complaint is a fact, as long as this one has room for it.
    case 'record-link':
    case 'release':
      return 'open';
    case 'add-note':
    case 'add-information':
      return state.status === 'closed' ? refuse('complaint-closed') : 'open';
    case 'correct-details':
    case 'state-preferences':
      return 'open';
    case 'record-consent':
      return ended ?? (state.consent === undefined ? refuse('not-on-behalf') : 'open');
    case 'redact-message':
      return redacting(state);
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
      return ended ?? communicating(state);
    case 'record-acceptance':
      // Before a decision the policy says whether that is possible.
      return ended ?? (state.status === 'accepted' ? 'done' : 'open');
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
      if (state.status === 'merged') return refuse('complaint-merged');
      if (ended !== undefined) return 'open';
      return state.justReopened ? 'done' : refuse('complaint-not-closed');
    case 'withdraw':
      return state.status === 'withdrawn' ? 'done' : (ended ?? 'open');
    case 'link':
      return linking(state);
    case 'unlink':
      return unlinking(state);
    case 'merge':
      return ended ?? merging(state);
    case 'unmerge':
      return unmerging(state);
    case 'split':
      return ended ?? splitting(state);
    case 'absorb':
      return ended ?? absorbing(state);
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
    case 'redact-message':
      return redactingMessage(command.data.message, state);
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
    case 'link':
    case 'unlink':
    case 'record-link':
    case 'merge':
    case 'absorb':
    case 'release':
    case 'split':
      return standingWithOther(command, state) ?? standing();
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
  if (status === 'merged') return refuse('complaint-merged');
  return status === 'referred' ? refuse('complaint-referred') : undefined;
}

/** Files of one complaint: more than any has needed, and few enough to be looked through. */
const ATTACHMENTS_MAX = 20;
