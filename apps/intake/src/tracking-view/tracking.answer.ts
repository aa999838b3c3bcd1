import { stateIn } from '@redress/complaints';
import { availableCommands, formatReference } from '@redress/domain';
import type { JsonObject, ViewDocument } from '@redress/eventing';
import { nextStepAfter } from './tracked-status.js';

/** The names under which complainants find commands that staff know by other names. */
const COMPLAINANT_NAMES: Readonly<Record<string, string>> = {
  'record-acceptance': 'accept-decision',
  'record-rejection': 'reject-decision',
};

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
    nextStep: nextStepAfter(state.status),
    dueAt: body['dueAt'] ?? null,
    decision: body['decision'] ?? null,
    referral: body['referral'] ?? null,
    messages: body['messages'] ?? [],
    attachments: body['attachments'] ?? [],
    options: options.map((option) => COMPLAINANT_NAMES[option] ?? option),
  };
}
