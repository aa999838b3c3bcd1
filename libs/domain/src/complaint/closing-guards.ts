import { refuse } from '../refusal.js';
import type { Standing } from './guards.js';
import type { Complaint } from './state.js';
import type { ClosingOutcome } from './vocabulary.js';

/** ISO 10002:2018, 7.9: a complaint stays open until its decision is accepted or the reasonable options are exhausted. */
export function closingAs(outcome: ClosingOutcome, state: Complaint): Standing {
  const { status } = state;
  if (status === 'merged') return refuse('complaint-merged');
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
      if (state.decision !== undefined) return refuse('decision-already-communicated');
      return status === 'accepted' ? refuse('decision-already-accepted') : 'open';
  }
}
