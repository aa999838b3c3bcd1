import { remediesOn, stateIn } from '@redress/complaints';
import {
  alternativesOf,
  answersDecision,
  availableCommands,
  formatReference,
  formatTrackingCode,
  localDate,
  policyCalendar,
  wasResolvedEarly,
  type Complaint,
  type Policy,
} from '@redress/domain';
import type { Json, JsonObject, ViewDocument } from '@redress/eventing';
import { handledTogetherText } from './handled-together.js';
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
  /** The complaint into which it was merged, when that is the complainant's as well. */
  readonly earlier?: string | undefined;
  /** The tracking code of a complaint that was split off: it is the same complainant's. */
  readonly codeOf: (reference: string) => string;
}

/** Whether a question to the complainant waits for its answer. */
function isAsked({ requests }: Complaint): boolean {
  return Object.values(requests).some(({ standing }) => standing === 'open');
}

/** A complaint as its complainant may see it (http-api.md, "Lodging and tracking"). Personal values are already opened. */
export function trackingAnswer(
  reference: string,
  { revision, body }: ViewDocument,
  { policy, at, earlier, codeOf }: TrackingMoment,
): JsonObject {
  const state = stateIn(body);
  const options = availableCommands(state, { id: 'complainant', roles: ['complainant'] }, policy, at);
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
    decision: promisedOn(today, body['decision'] ?? null),
    finalPosition: body['finalPosition'] ?? null,
    alternatives: alternativesIn(state, policy),
    referral: body['referral'] ?? null,
    award: promisedOn(today, body['award'] ?? null),
    handledTogether: togetherIn(state, body['mergedAt'] ?? null, earlier),
    splitInto: partsIn(body['splitInto'] ?? [], codeOf),
    questions: body['questions'] ?? [],
    messages: body['messages'] ?? [],
    attachments: body['attachments'] ?? [],
    options: options.map((option) => COMPLAINANT_NAMES[option] ?? option),
  };
}

/**
 * Told from the decision on for as long as it is not accepted, and after an end without agreement (clause 7.9); of what was settled
 * without a decision too, since no letter of decision told of them.
 */
function alternativesIn(state: Complaint, policy: Policy): Json {
  const isOpen = answersDecision(state);
  const isTold = isOpen || state.closedAs === 'options-exhausted' || wasResolvedEarly(state);
  if (!isTold) return null;
  const { nextStage, outsideBodies } = alternativesOf(state, policy);
  return {
    nextStage: nextStage === undefined || !isOpen ? null : { ...nextStage.names },
    outsideBodies: outsideBodies.map(({ names, web }) => ({ names: { ...names }, web })),
  };
}

/** From a merge until it is undone. */
function togetherIn({ status, addressee }: Complaint, since: Json, earlier: string | undefined): Json {
  if (status !== 'merged') return null;
  const text = handledTogetherText(addressee.language, earlier);
  return { since, text, reference: earlier === undefined ? null : formatReference(earlier) };
}

/** With the code, so that whoever follows this complaint can follow what was split off it, however they can be reached. */
function partsIn(parts: Json, codeOf: TrackingMoment['codeOf']): Json {
  return (parts as readonly { readonly reference: string; readonly at: string }[]).map(({ reference, at }) => ({
    reference: formatReference(reference),
    trackingCode: formatTrackingCode(codeOf(reference)),
    at,
  }));
}

function promisedOn(today: string, promise: Json): Json {
  if (promise === null) return null;
  const told = promise as JsonObject;
  return { ...told, remedies: remediesOn(today, told['remedies']) };
}
