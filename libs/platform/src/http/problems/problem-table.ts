import type { PolicyRefusalCode, RefusalCode } from '@redress/domain';
import type { SUBJECT_ERASED } from '@redress/eventing';

type Statuses<Code extends string = string> = Readonly<Record<Code, number>>;

/** The refusals of the domain; one that is missing does not compile. 409 unless the fault lies in what was sent. */
const refusals = {
  'complaint-unknown': 404,
  'reference-taken': 409,
  'occurred-in-future': 422,
  'occurred-before-receipt': 422,
  'complaint-closed': 409,
  'complaint-withdrawn': 409,
  'complaint-referred': 409,
  'already-acknowledged': 409,
  'not-assessed': 409,
  'no-response-proposed': 409,
  'approver-is-proposer': 409,
  'response-already-approved': 409,
  'response-not-approved': 409,
  'decision-already-communicated': 409,
  'decision-not-communicated': 409,
  'decision-already-accepted': 409,
  'decision-already-rejected': 409,
  'decision-not-accepted': 409,
  'decision-not-rejected': 409,
  'options-not-told': 409,
  'complaint-not-withdrawn': 409,
  'nothing-to-correct': 422,
  'unknown-message': 409,
  'message-without-own-key': 409,
  'no-preference-stated': 422,
  'complaint-not-closed': 409,
  'reason-missing': 422,
  'too-many-attachments': 409,
  'too-late-for-early-resolution': 409,
  'settlement-not-told': 409,
  'unknown-remedy': 409,
  'remedy-already-delivered': 409,
  'remedy-not-offered': 409,
  'required-step-missing': 409,
  'approver-lacks-authority': 409,
  'remedies-owed': 409,
  'no-further-stage': 409,
  'further-stage-open': 409,
  'appeal-pending': 409,
  'decider-of-earlier-stage': 409,
  'consent-missing': 409,
  'not-on-behalf': 409,
  'final-position-missing': 409,
  'complaint-not-referred': 409,
  'not-settled-outside': 409,
  'award-already-recorded': 409,
  'award-owed': 409,
  'silence-not-lasted': 409,
  'conflict-of-interest': 409,
  'conflict-already-declared': 409,
  'root-cause-unknown': 409,
  'request-exists': 409,
  'unknown-request': 409,
  'too-many-requests-open': 409,
  'evidence-exists': 409,
  'unknown-attachment': 409,
  'happened-in-future': 422,
  'interview-in-future': 422,
  'too-many-entries': 409,
  'task-exists': 409,
  'unknown-task': 409,
  'task-ended': 409,
  'too-many-tasks': 409,
  'complaint-merged': 409,
  'complaint-not-merged': 409,
  'complaint-not-linked': 409,
  'other-complaint-unknown': 422,
  'other-complaint-is-itself': 422,
  'other-complaint-ended': 409,
  'other-complaint-merged': 409,
  'merge-into-earlier': 409,
  'clock-unknown': 409,
  'clock-not-pausable': 409,
  'clock-not-running': 409,
  'clock-not-paused': 409,
  'reason-not-allowed': 409,
  'deadline-passed': 409,
  'extension-not-allowed': 409,
  'extension-used-up': 409,
  'holding-reply-not-allowed': 409,
  'holding-reply-sent': 409,
  'calendar-unknown': 409,
  'calendar-faulty': 409,
  'calendar-not-later': 409,
  'deadlines-unrecorded': 409,
  'notification-outcome-recorded': 409,
  'subject-erased': 409,
} as const satisfies Statuses<RefusalCode | typeof SUBJECT_ERASED>;

const policyRefusals = {
  'policy-unknown': 404,
  'policy-name-differs': 422,
  'policy-version-shipped': 409,
  'policy-version-published': 409,
  'policy-version-retired': 409,
  'policy-not-published': 409,
  'policy-calendar-differs': 409,
} as const satisfies Statuses<PolicyRefusalCode>;

/** What may be wrong with a request before anything is decided. */
const requests = {
  'malformed-request': 400,
  'malformed-json': 400,
  'malformed-reference': 400,
  'wrong-check-symbol': 400,
  'malformed-idempotency-key': 400,
  'malformed-if-match': 400,
  'invalid-field': 422,
  'unknown-field': 422,
  'too-many-fields': 422,
  'nul-in-text': 422,
  'staff-only-field': 422,
  'one-moment-only': 422,
  'revision-unknown': 404,
  'tracking-refused': 404,
  'idempotency-key-reused': 422,
  'invalid-cursor': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'revision-mismatch': 412,
  'body-too-large': 413,
  'address-too-long': 414,
  'unsupported-media-type': 415,
  'unsupported-content-encoding': 415,
  'unsupported-charset': 415,
  'rate-limited': 429,
} as const satisfies Statuses;

/** What may be wrong with the system itself. After a 503, but for `view-of-another-log`, the same request may succeed a little later. */
const machinery = {
  'view-behind': 503,
  'view-of-another-log': 503,
  'store-unavailable': 503,
  contention: 503,
  'request-timeout': 503,
  'shutting-down': 503,
  'history-incomplete': 500,
  'key-missing': 500,
  internal: 500,
} as const satisfies Statuses;

const attachments = {
  'attachment-too-large': 413,
  'attachment-empty': 422,
  'attachment-type-refused': 422,
  'attachment-infected': 422,
  'attachment-unknown': 404,
  'attachment-erased': 410,
  'attachment-missing': 500,
  'attachment-damaged': 500,
  'attachments-busy': 503,
  'scanner-unavailable': 503,
} as const satisfies Statuses;

const messages = {
  'letter-unknown': 404,
  'delivery-unknown': 404,
  'message-unknown': 404,
  'bounce-unreadable': 422,
} as const satisfies Statuses;

/**
 * The HTTP status of every problem that this system answers with, by its stable code. Its words are the texts `problem.<code>.title` and
 * `problem.<code>.detail`.
 */
export const problemStatuses = {
  ...refusals,
  ...policyRefusals,
  ...requests,
  ...machinery,
  ...attachments,
  ...messages,
};

/** Clients act on these codes: one is never renamed, and never given another meaning. */
export type ProblemCode = keyof typeof problemStatuses;

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemStatuses, code);
}
