import type { CalendarDate, Language } from '@redress/contracts';

/**
 * Codes of refusals of a complaint's commands. Clients depend on them: the name and the meaning of a code never change.
 */
export const refusalCodes = [
  'complaint-unknown',
  'reference-taken',
  'occurred-in-future',
  'occurred-before-receipt',
  'complaint-closed',
  'complaint-withdrawn',
  'complaint-referred',
  'already-acknowledged',
  'not-assessed',
  'no-response-proposed',
  'approver-is-proposer',
  'response-already-approved',
  'response-not-approved',
  'decision-already-communicated',
  'decision-not-communicated',
  'decision-already-accepted',
  'decision-already-rejected',
  'too-late-for-early-resolution',
  'settlement-not-told',
  'decision-not-accepted',
  'decision-not-rejected',
  'options-not-told',
  'appeal-open',
  'writing-window-over',
  'complaint-not-withdrawn',
  'unknown-remedy',
  'remedy-already-delivered',
  'conflict-of-interest',
  'conflict-already-declared',
  'access-restricted',
  'assigned-to-other',
  'person-unknown',
  'person-misspelt',
  'team-unknown',
  'team-misspelt',
  'root-cause-unknown',
  'remedy-not-offered',
  'required-step-missing',
  'approver-lacks-authority',
  'remedies-owed',
  'no-further-stage',
  'further-stage-open',
  'appeal-pending',
  'decider-of-earlier-stage',
  'consent-missing',
  'not-on-behalf',
  'final-position-missing',
  'complaint-not-referred',
  'not-settled-outside',
  'award-already-recorded',
  'award-owed',
  'silence-not-lasted',
  'request-exists',
  'unknown-request',
  'too-many-requests-open',
  'evidence-exists',
  'unknown-attachment',
  'happened-in-future',
  'interview-in-future',
  'withdrawal-evidence-missing',
  'too-many-entries',
  'complaint-not-tagged',
  'too-many-tags',
  'task-exists',
  'unknown-task',
  'task-ended',
  'too-many-tasks',
  'complaint-merged',
  'complaint-not-merged',
  'complaint-not-linked',
  'other-complaint-unknown',
  'other-complaint-is-itself',
  'other-complaint-ended',
  'other-complaint-merged',
  'merge-into-earlier',
  'different-complainants',
  'nothing-to-correct',
  'for-whom-unclear',
  'unknown-message',
  'message-without-own-key',
  'legal-hold',
  'no-legal-hold',
  'review-in-past',
  'erasure-not-requested',
  'erasure-while-open',
  'retention-period',
  'eraser-is-requester',
  'complainant-erased',
  'recipient-missing',
  'no-preference-stated',
  'complaint-not-closed',
  'complaint-not-ended',
  'already-rated',
  'reason-missing',
  'too-many-attachments',
  'too-many-tracking-codes',
  'notification-outcome-recorded',
  'policy-not-available',
  'message-not-failed',
  'message-already-resent',
  'clock-unknown',
  'clock-not-pausable',
  'clock-not-running',
  'clock-not-paused',
  'reason-not-allowed',
  'deadline-passed',
  'extension-not-allowed',
  'extension-used-up',
  'holding-reply-not-allowed',
  'holding-reply-sent',
  'calendar-unknown',
  'calendar-faulty',
  'calendar-not-later',
  'deadlines-unrecorded',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** The refusal of a valid command. A value, never an exception: exceptions mean technical failures. */
export interface Refusal {
  readonly refused: RefusalCode;
  /** The field of the command that is at fault, where commands call it differently. */
  readonly field?: string;
  /**
   * Values for the text of the refusal: words of a policy and the like, names in each language, a word by which the text chooses its own, or a
   * day. Nothing personal.
   */
  readonly details?: {
    readonly [name: string]:
      string | Readonly<Record<Language, string>> | { readonly word: string } | { readonly day: CalendarDate };
  };
}

export function refuse(code: RefusalCode, details?: Refusal['details']): Refusal {
  return { refused: code, ...(details && { details }) };
}
