import { remediesOn, stateIn } from '@redress/complaints';
import {
  alternativesOf,
  availableCommands,
  formatReference,
  localDate,
  policyCalendar,
  type Complaint,
  type Policy,
} from '@redress/domain';
import type { Json, JsonObject, ViewDocument } from '@redress/eventing';
import { nextStepAfter } from './tracked-status.js';

/** The names under which complainants find commands that staff know by other names. */
const COMPLAINANT_NAMES: Readonly<Record<string, string>> = {
  'record-acceptance': 'accept-decision',
  'record-rejection': 'reject-decision',
};

/** The rules that the complaint is under, and the instant at which somebody looks. */
export interface TrackingMoment {
  readonly policy: Policy;
  readonly at: string;
}

/** Whether a question to the complainant waits for its answer. */
function isAsked({ requests }: Complaint): boolean {
  return Object.values(requests).some(({ standing }) => standing === 'open');
}

/** A complaint as its complainant may see it (http-api.md, "Lodging and tracking"). Personal values are already opened. */
export function trackingAnswer(
  reference: string,
  { revision, body }: ViewDocument,
  { policy, at }: TrackingMoment,
): JsonObject {
  const state = stateIn(body);
  const options = availableCommands(state, { id: 'complainant', roles: ['complainant'] }, policy);
  const today = localDate(policyCalendar(policy), at);
  return {
    reference: formatReference(reference),
    revision,
    status: body['status'] ?? null,
    receivedAt: body['receivedAt'] ?? null,
    preferences: { language: body['language'] ?? null, preferredChannel: body['preferredChannel'] ?? null },
    steps: body['steps'] ?? [],
    nextStep: nextStepAfter(state.status, isAsked(state)),
    dueAt: body['dueAt'] ?? null,
    decision: decisionOn(today, body['decision'] ?? null),
    finalPosition: body['finalPosition'] ?? null,
    alternatives: alternativesIn(state, policy),
    referral: body['referral'] ?? null,
    questions: body['questions'] ?? [],
    messages: body['messages'] ?? [],
    attachments: body['attachments'] ?? [],
    options: options.map((option) => COMPLAINANT_NAMES[option] ?? option),
  };
}

/** Told from the decision on for as long as it is not accepted, and after an end without agreement (clause 7.9). */
function alternativesIn(state: Complaint, policy: Policy): Json {
  const isOpen = ['decision-communicated', 'rejected'].includes(state.status) || state.closedAs === 'options-exhausted';
  if (!isOpen) return null;
  const { nextStage, outsideBodies } = alternativesOf(state, policy);
  return {
    nextStage: nextStage === undefined || state.status === 'closed' ? null : { ...nextStage.names },
    outsideBodies: outsideBodies.map(({ names, web }) => ({ names: { ...names }, web })),
  };
}

function decisionOn(today: string, decision: Json): Json {
  if (decision === null) return null;
  const told = decision as JsonObject;
  return { ...told, remedies: remediesOn(today, told['remedies']) };
}
