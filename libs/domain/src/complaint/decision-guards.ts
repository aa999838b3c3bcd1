import { refuse } from '../refusal.js';
import type { Standing } from './guards.js';
import type { Complaint } from './state.js';

/** When a response may be made, told and answered: ISO 10002:2018, 7.7 to 7.9. */

export function proposing({ assessment, status, stage, response }: Complaint, actorId: string): Standing {
  if (status === 'accepted' && response?.standing !== 'communicated') return refuse('decision-already-accepted');
  if (assessment === undefined) return refuse('not-assessed');
  if (stage.barred.includes(actorId)) return refuse('decider-of-earlier-stage');
  if (status === 'response-approved') return refuse('response-already-approved');
  const answered = status === 'decision-communicated' || status === 'accepted';
  return answered ? refuse('decision-already-communicated') : 'open';
}

/** A second person looks at a response (ISO 10002:2018, clause 4: objectivity): never the one who proposed it. */
export function reviewing(
  { response, stage, status }: Complaint,
  actorId: string,
  verdict: 'approved' | 'returned',
): Standing {
  if (response === undefined || response.standing === 'communicated') return refuse('no-response-proposed');
  if (status === 'accepted') return refuse('decision-already-accepted');
  if (response.proposedBy === actorId) return refuse('approver-is-proposer');
  if (stage.barred.includes(actorId)) return refuse('decider-of-earlier-stage');
  if (response.standing === verdict) return 'done';
  return response.standing === 'proposed' ? 'open' : refuse('no-response-proposed');
}

/** A representative is told nothing that the person whom it concerns has not agreed to (ISO 10002:2018, clause 4: confidentiality). */
export function communicating({ response, status, consent }: Complaint): Standing {
  if (response?.standing === 'communicated') return 'done';
  if (status === 'accepted') return refuse('decision-already-accepted');
  if (response?.standing !== 'approved') return refuse('response-not-approved');
  return consent === false ? refuse('consent-missing') : 'open';
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
