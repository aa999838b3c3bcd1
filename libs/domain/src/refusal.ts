/**
 * Why a complaint's command may be refused. Clients act on these codes: a code is never renamed, and never given another meaning.
 */
export const refusalCodes = [
  'complaint-unknown',
  'reference-taken',
  'occurred-in-future',
  'occurred-before-receipt',
  'complaint-closed',
  'complaint-withdrawn',
  'complaint-referred',
  'not-assessed',
  'no-response-proposed',
  'approver-is-proposer',
  'response-already-approved',
  'response-not-approved',
  'decision-already-communicated',
  'decision-not-communicated',
  'decision-already-accepted',
  'decision-not-accepted',
  'decision-not-rejected',
  'options-not-told',
  'complaint-not-withdrawn',
  'unknown-remedy',
  'conflict-of-interest',
  'root-cause-unknown',
  'remedy-not-offered',
  'required-step-missing',
  'approver-lacks-authority',
  'remedies-owed',
  'no-further-stage',
  'further-stage-open',
  'appeal-pending',
  'decider-of-earlier-stage',
  'final-position-missing',
  'complaint-not-referred',
  'silence-not-lasted',
  'request-exists',
  'unknown-request',
  'too-many-requests-open',
  'evidence-exists',
  'interview-in-future',
  'too-many-entries',
  'task-exists',
  'unknown-task',
  'task-ended',
  'too-many-tasks',
  'nothing-to-correct',
  'no-preference-stated',
  'complaint-not-closed',
  'reason-missing',
  'too-many-attachments',
  'notification-outcome-recorded',
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

/** A command was understood and refused. A value, never an exception: exceptions mean that the machinery failed. */
export interface Refusal {
  readonly refused: RefusalCode;
  /** What the words for people name: words of a policy and the like. Nothing personal. */
  readonly details?: { readonly [name: string]: string };
}

export function refuse(code: RefusalCode, details?: Refusal['details']): Refusal {
  return { refused: code, ...(details && { details }) };
}
