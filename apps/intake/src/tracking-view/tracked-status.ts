import type { ComplaintStatus } from '@redress/domain';

/** What the work between assessment and decision looks like from outside: who proposes and approves what stays inside. */
const INSIDE: readonly ComplaintStatus[] = [
  'assessed',
  'under-investigation',
  'response-proposed',
  'response-approved',
];

/** A complaint's status as its complainant sees it. */
export function trackedStatus(status: ComplaintStatus): ComplaintStatus {
  return INSIDE.includes(status) ? 'under-investigation' : status;
}

/**
 * What happens next, in the words of the process; null when nothing more is to come. Until there is a decision, a question that waits
 * for the complainant's answer comes before what the organization does.
 */
export function nextStepAfter(status: ComplaintStatus, isAsked: boolean): string | null {
  switch (status) {
    case 'received':
      return isAsked ? 'your-information' : 'acknowledgement';
    case 'acknowledged':
    case 'assessed':
    case 'under-investigation':
    case 'response-proposed':
    case 'response-approved':
      return isAsked ? 'your-information' : 'decision';
    case 'decision-communicated':
      return 'your-answer';
    case 'rejected':
      return 'another-answer';
    case 'accepted':
    case 'withdrawn':
    case 'referred':
      return 'closing';
    case 'closed':
    // What comes next, comes with the complaint that this one was merged into.
    case 'merged':
      return null;
  }
}
