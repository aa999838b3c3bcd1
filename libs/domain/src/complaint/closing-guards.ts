import { refuse, type Refusal } from '../refusal.js';
import type { Standing } from './guards.js';
import type { Complaint } from './state.js';
import type { ClosingOutcome } from './vocabulary.js';

/** When a decision may be accepted, rejected or appealed against, and a complaint closed: ISO 10002:2018, 7.9. */

export function accepting({ status }: Complaint): Standing {
  if (status === 'accepted') return 'done';
  return status === 'decision-communicated' || status === 'rejected' ? 'open' : refuse('decision-not-communicated');
}

export function rejecting({ status, stage }: Complaint): Standing {
  if (status === 'rejected' || stage.appealed) return 'done';
  if (status === 'accepted') return refuse('decision-already-accepted');
  return status === 'decision-communicated' ? 'open' : refuse('decision-not-communicated');
}

export function appealing({ status, stage }: Complaint): Standing {
  if (stage.appealed) return refuse('appeal-pending');
  if (status === 'accepted') return refuse('decision-already-accepted');
  return status === 'decision-communicated' || status === 'rejected' ? 'open' : refuse('decision-not-communicated');
}

/** Another appeal with other grounds would be lost, so only the same one counts as done. */
export function isAppealOf(grounds: string, { stage }: Complaint): boolean {
  return stage.appealed && stage.grounds === grounds;
}

export function endingOf({ status }: Complaint): Refusal | undefined {
  if (status === 'closed') return refuse('complaint-closed');
  if (status === 'withdrawn') return refuse('complaint-withdrawn');
  return status === 'referred' ? refuse('complaint-referred') : undefined;
}

/** ISO 10002:2018, 7.9: a complaint stays open until its decision is accepted or the reasonable options are exhausted. */
export function closingAs(outcome: ClosingOutcome, state: Complaint): Standing {
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
