import { refuse } from '../refusal.js';
import type { Standing } from './guards.js';
import type { Complaint, Response } from './state.js';

/** When a response may be proposed, looked at and told: ISO 10002:2018, 7.7 and 7.8. */

export function proposing({ assessment, status, stage }: Complaint, actorId: string): Standing {
  if (assessment === undefined) return refuse('not-assessed');
  if (stage.barred.includes(actorId)) return refuse('decider-of-earlier-stage');
  if (status === 'response-approved') return refuse('response-already-approved');
  const answered = status === 'decision-communicated' || status === 'accepted';
  return answered ? refuse('decision-already-communicated') : 'open';
}

/** A second person looks at a response (ISO 10002:2018, clause 4: objectivity): never the one who proposed it. */
export function reviewing({ response, stage }: Complaint, actorId: string, verdict: 'approved' | 'returned'): Standing {
  if (response === undefined || response.standing === 'communicated') return refuse('no-response-proposed');
  if (response.proposedBy === actorId) return refuse('approver-is-proposer');
  if (stage.barred.includes(actorId)) return refuse('decider-of-earlier-stage');
  if (response.standing === verdict) return 'done';
  return response.standing === 'proposed' ? 'open' : refuse('no-response-proposed');
}

export function communicating(response: Response | undefined): Standing {
  if (response?.standing === 'communicated') return 'done';
  return response?.standing === 'approved' ? 'open' : refuse('response-not-approved');
}
