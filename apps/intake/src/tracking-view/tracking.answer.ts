import { stateIn } from '@redress/complaints';
import { availableCommands, formatReference, type Complaint } from '@redress/domain';
import type { JsonObject, ViewDocument } from '@redress/eventing';
import { nextStepAfter } from './tracked-status.js';

/** The names under which complainants find commands that staff know by other names. */
const COMPLAINANT_NAMES: Readonly<Record<string, string>> = {
  'record-acceptance': 'accept-decision',
  'record-rejection': 'reject-decision',
};

/** Whether a question to the complainant waits for its answer. */
function isAsked({ requests }: Complaint): boolean {
  return Object.values(requests).some(({ standing }) => standing === 'open');
}

/** A complaint as its complainant may see it (http-api.md, "Lodging and tracking"). Personal values are already opened. */
export function trackingAnswer(reference: string, { revision, body }: ViewDocument): JsonObject {
  const state = stateIn(body);
  const options = availableCommands(state, { id: 'complainant', roles: ['complainant'] });
  return {
    reference: formatReference(reference),
    revision,
    status: body['status'] ?? null,
    receivedAt: body['receivedAt'] ?? null,
    steps: body['steps'] ?? [],
    nextStep: nextStepAfter(state.status, isAsked(state)),
    dueAt: body['dueAt'] ?? null,
    decision: body['decision'] ?? null,
    referral: body['referral'] ?? null,
    questions: body['questions'] ?? [],
    messages: body['messages'] ?? [],
    attachments: body['attachments'] ?? [],
    options: options.map((option) => COMPLAINANT_NAMES[option] ?? option),
  };
}
