import { isAfter } from '../instant.js';
import { refuse, type Refusal } from '../refusal.js';
import { lodgeAppeal, recordRejection, recordSilence, stateFinalPosition } from './appeals.js';
import { acknowledge, assign, sendOn } from './assessment.js';
import { changeCalendar } from './calendar-change.js';
import { close, recordReferralOutcome, refer, reopen, withdraw } from './closing.js';
import { correctDetails } from './corrections.js';
import type { ComplaintCommand } from './commands.js';
import { declareConflict } from './conflict.js';
import { recordConsent } from './consent.js';
import { extendDeadline, sendHoldingReply } from './deadline-change.js';
import type { ComplaintEvent } from './events.js';
import { recordEscalation, recordMiss, recordWarning } from './fired.js';
import { standingOfCommand } from './guards.js';
import { addEvidence, addInformation, recordFinding, recordInterview, requestInformation } from './investigation.js';
import { receive } from './receipt.js';
import { recordAttempt, recordFailure, recordSending } from './notification.js';
import { link, recordLink, unlink } from './links.js';
import { absorb, merge, release, unmerge } from './merging.js';
import { pauseClock, resumeClock } from './pause.js';
import { statePreferences } from './preferences.js';
import { reportProgress } from './progress.js';
import { redactMessage } from './redaction.js';
import {
  approveResponse,
  communicateDecision,
  deliverRemedy,
  proposeResponse,
  recordAcceptance,
  returnResponse,
} from './response.js';
import { assess, route } from './routing.js';
import { split } from './splitting.js';
import type { Complaint, ComplaintState } from './state.js';
import { assignTask, cancelTask, completeTask } from './tasks.js';

/** Events to be recorded together, none when nothing would change, or why not. */
export type Decision = readonly ComplaintEvent[] | Refusal;

/** Decides one command on one complaint. Who may send it at all is a matter of permissions, not asked here. */
export function decide(command: ComplaintCommand, state: ComplaintState): Decision {
  // Repeats come first, so that what was once accepted is answered alike whatever has changed since, the clock included.
  if (state.status !== 'unknown' && state.commandIds.includes(command.id)) return [];
  if (isAfter(command.occurredAt, command.now)) return refuse('occurred-in-future');
  if (command.type === 'receive') {
    return state.status === 'unknown' ? receive(command) : refuse('reference-taken');
  }
  if (state.status === 'unknown') return refuse('complaint-unknown');
  if (isAfter(state.receivedAt, command.occurredAt)) return refuse('occurred-before-receipt');
  const standing = standingOfCommand(command, state);
  if (standing === 'done') return [];
  if (standing !== 'open') return standing;
  return decideOpen(command, state);
}

/** What the guards let through. */
function decideOpen(command: Exclude<ComplaintCommand, { type: 'receive' }>, state: Complaint): Decision {
  switch (command.type) {
    case 'acknowledge':
      return acknowledge(command);
    case 'assess':
      return assess(command, state);
    case 'assign':
      return assign(command, state);
    case 'route':
      return route(command, state);
    case 'declare-conflict':
      return declareConflict(command, state);
    case 'record-consent':
      return recordConsent(command, state);
    case 'send-on':
      return sendOn(command, state);
    case 'add-note':
      return [{ type: 'NoteAdded', data: command.data }];
    case 'request-information':
      return requestInformation(command, state);
    case 'add-information':
      return addInformation(command, state);
    case 'add-attachment':
      return [{ type: 'AttachmentAdded', data: command.data }];
    case 'assign-task':
      return assignTask(command, state);
    case 'complete-task':
      return completeTask(command);
    case 'cancel-task':
      return cancelTask(command);
    case 'add-evidence':
      return addEvidence(command, state);
    case 'record-interview':
      return recordInterview(command);
    case 'report-progress':
      return reportProgress(command, state);
    case 'record-finding':
      return recordFinding(command);
    case 'propose-response':
      return proposeResponse(command, state);
    case 'approve-response':
      return approveResponse(command, state);
    case 'return-response':
      return returnResponse(command);
    case 'communicate-decision':
      return communicateDecision(command);
    case 'record-acceptance':
      return recordAcceptance(command, state);
    case 'record-rejection':
      return recordRejection(command, state);
    case 'lodge-appeal':
      return lodgeAppeal(command, state);
    case 'record-silence':
      return recordSilence(command, state);
    case 'state-final-position':
      return stateFinalPosition(command, state);
    case 'deliver-remedy':
      return deliverRemedy(command, state);
    case 'close':
      return close(command, state);
    case 'correct-details':
      return correctDetails(command, state);
    case 'redact-message':
      return redactMessage(command);
    case 'state-preferences':
      return statePreferences(command, state);
    case 'reopen':
      return reopen(command);
    case 'refer':
      return refer(command);
    case 'record-referral-outcome':
      return recordReferralOutcome(command);
    case 'withdraw':
      return withdraw();
    case 'link':
      return link(command, state);
    case 'unlink':
      return unlink(command, state);
    case 'record-link':
      return recordLink(command, state);
    case 'merge':
      return merge(command, state);
    case 'unmerge':
      return unmerge(command, state);
    case 'split':
      return split(command);
    case 'absorb':
      return absorb(command);
    case 'release':
      return release(command);
    case 'pause-clock':
      return pauseClock(command, state);
    case 'resume-clock':
      return resumeClock(command, state);
    case 'extend-deadline':
      return extendDeadline(command, state);
    case 'send-holding-reply':
      return sendHoldingReply(command, state);
    case 'change-calendar':
      return changeCalendar(command, state);
    case 'record-deadline-warned':
      return recordWarning(command, state);
    case 'record-deadline-missed':
      return recordMiss(command, state);
    case 'record-escalation':
      return recordEscalation(command, state);
    case 'record-notification-attempted':
      return recordAttempt(command, state);
    case 'record-notification-sent':
      return recordSending(command, state);
    case 'record-notification-failed':
      return recordFailure(command, state);
    default:
      throw new Error(`A complaint knows no command ${String((command satisfies never as ComplaintCommand).type)}.`);
  }
}
