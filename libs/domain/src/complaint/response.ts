import { refuse } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import { sameContent } from './same-content.js';
import type { Complaint } from './state.js';

/** Response, decision and remedies: ISO 10002:2018, 7.7 to 7.9. When they may happen stands in the guards. */

/** A proposal replaces the one that is pending, unless the same person says the same again. */
export function proposeResponse({ data, actor }: CommandOf<'propose-response'>, { response }: Complaint): Decision {
  const pending = response?.standing === 'proposed' && response.proposedBy === actor.id;
  return pending && sameContent(data, response.content) ? [] : [{ type: 'ResponseProposed', data }];
}

export function approveResponse({ data }: CommandOf<'approve-response'>): Decision {
  return [{ type: 'ResponseApproved', data }];
}

export function returnResponse({ data }: CommandOf<'return-response'>): Decision {
  return [{ type: 'ResponseReturned', data }];
}

export function communicateDecision({ data }: CommandOf<'communicate-decision'>): Decision {
  return [{ type: 'DecisionCommunicated', data }];
}

export function recordAcceptance({ data }: CommandOf<'record-acceptance'>): Decision {
  return [{ type: 'DecisionAccepted', data: { ...data, basis: data.basis ?? 'stated' } }];
}

export function recordRejection({ data }: CommandOf<'record-rejection'>): Decision {
  return [{ type: 'DecisionRejected', data }];
}

export function deliverRemedy({ data }: CommandOf<'deliver-remedy'>, { decision }: Complaint): Decision {
  const promised = decision?.remedies ?? 0;
  if (!Number.isInteger(data.remedy) || data.remedy < 0 || data.remedy >= promised) return refuse('unknown-remedy');
  return decision?.delivered.includes(data.remedy) ? [] : [{ type: 'RemedyDelivered', data }];
}
