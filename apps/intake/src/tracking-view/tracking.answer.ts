import {
  orNothing,
  promisedRemedy,
  remediesOn,
  stateIn,
  type DocumentOf,
  type PromisedRemedy,
} from '@redress/complaints';
import { closed, vocabulary, type Reference } from '@redress/contracts';
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
  type ComplaintStatus,
  type Policy,
  type Instant,
} from '@redress/domain';
import type { ViewDocument } from '@redress/eventing';
import { described, referenceSchema } from '@redress/platform';
import { text } from '@redress/texts';
import Type from 'typebox';
import { awarded, told, trackingDocument, trackingProjection, type Tracked } from './tracking.projection.js';

const { properties: document } = trackingDocument;
const shownReference = Type.String({ pattern: referenceSchema.pattern });
const names = () => closed({ en: Type.String(), fa: Type.String() });
const remedies = Type.Array(
  closed({ ...promisedRemedy.properties, state: Type.Enum(['owed', 'overdue', 'delivered']) }),
);

/** A complaint as its complainant may see it (clause 7.3). */
export const trackedComplaint = closed({
  reference: shownReference,
  revision: Type.Integer({ minimum: 0 }),
  status: document.status,
  receivedAt: document.receivedAt,
  preferences: described(
    'How the complainant wants to be written to.',
    closed({ language: document.language, preferredChannel: document.preferredChannel }),
  ),
  policy: described(
    'The rules by which it is handled, and since when.',
    closed({ names: names(), since: vocabulary.instant() }),
  ),
  timeZone: described(
    'Where the organization works: its days, such as that of `dueAt`, are days there (IANA name).',
    Type.String(),
  ),
  steps: document.steps,
  nextStep: orNothing(Type.String()),
  dueAt: document.dueAt,
  decision: orNothing(closed({ ...told.properties, remedies })),
  finalPosition: document.finalPosition,
  award: described(
    'What an outside body awarded, in place of what the decision promised, and what became of it by now.',
    orNothing(closed({ ...awarded.properties, remedies })),
  ),
  alternatives: described(
    'The next stage inside, and the bodies outside, for a decision that is not accepted.',
    orNothing(
      closed({
        nextStage: orNothing(names()),
        outsideBodies: Type.Array(closed({ names: names(), web: Type.Optional(Type.String()) })),
      }),
    ),
  ),
  referral: described('To which body outside the complaint was referred, and why.', document.referral),
  handledTogether: described(
    'That it is handled together with an earlier complaint, in the complainant’s language; which one, nobody learns, since nobody proved whose it is.',
    orNothing(closed({ since: document.mergedAt, text: Type.String() })),
  ),
  splitInto: described(
    'What became a complaint of its own, to be followed by its own reference and code.',
    Type.Array(closed({ reference: shownReference, trackingCode: Type.String(), at: vocabulary.instant() })),
  ),
  questions: document.questions,
  messages: document.messages,
  attachments: described('The files that the complainant added.', document.attachments),
  options: Type.Array(Type.String()),
});
export type TrackedComplaint = DocumentOf<typeof trackedComplaint>;

/** Names of commands that differ for complainants. */
const COMPLAINANT_NAMES: Readonly<Record<string, string>> = {
  'record-acceptance': 'accept-decision',
  'record-rejection': 'reject-decision',
};

/** The complaint's policy, and the instant of the request. */
export interface TrackingMoment {
  readonly policy: Policy;
  readonly at: Instant;
  /** Returns the tracking code of a complaint that was split off, which has the same complainant. */
  readonly codeOf: (reference: Reference) => string;
}

/** Whether a question to the complainant is unanswered. */
function isAsked({ requests }: Complaint): boolean {
  return Object.values(requests).some(({ standing }) => standing === 'open');
}

/** Builds a complaint for its complainant (http-api.md, "Lodging and tracking"). Personal values are already opened. */
export function trackingAnswer(
  reference: Reference,
  { revision, body }: ViewDocument,
  { policy, at, codeOf }: TrackingMoment,
): TrackedComplaint {
  const tracked = trackingProjection.read(body);
  const state = stateIn(body);
  const options = availableCommands(state, { id: 'complainant', roles: ['complainant'] }, policy, at);
  const calendar = policyCalendar(policy);
  const today = localDate(calendar, at);
  return {
    reference: formatReference(reference),
    revision,
    status: tracked.status,
    receivedAt: tracked.receivedAt,
    preferences: { language: tracked.language, preferredChannel: tracked.preferredChannel },
    policy: { names: { ...policy.names }, since: state.policyChoice.at },
    timeZone: calendar.timeZone,
    steps: tracked.steps,
    nextStep: nextStepAfter(state.status, isAsked(state)),
    dueAt: tracked.dueAt,
    decision: promisedOn(today, tracked.decision),
    finalPosition: tracked.finalPosition,
    alternatives: alternativesIn(state, policy),
    referral: tracked.referral,
    award: promisedOn(today, tracked.award),
    handledTogether: togetherIn(state, tracked.mergedAt),
    splitInto: partsIn(tracked.splitInto, codeOf),
    questions: tracked.questions,
    messages: tracked.messages,
    attachments: tracked.attachments,
    options: options.map((option) => COMPLAINANT_NAMES[option] ?? option),
  };
}

/**
 * Shown from the decision until it is accepted, and after an end without agreement (clause 7.9); also after a settlement without a
 * decision, since no decision letter listed them.
 */
function alternativesIn(state: Complaint, policy: Policy): TrackedComplaint['alternatives'] {
  const isOpen = answersDecision(state);
  const isTold = isOpen || state.closedAs === 'options-exhausted' || wasResolvedEarly(state);
  if (!isTold) return null;
  const { nextStage, outsideBodies } = alternativesOf(state, policy);
  return {
    nextStage: nextStage === undefined || !isOpen ? null : { ...nextStage.names },
    outsideBodies: outsideBodies.map(({ names, web }) => ({ names: { ...names }, web })),
  };
}

/** Shown from a merge until it is undone. Says nothing that would help to find the other complaint, which may be another person's. */
function togetherIn({ status, addressee }: Complaint, since: Instant | null): TrackedComplaint['handledTogether'] {
  if (status !== 'merged') return null;
  return { since, text: text(addressee.language, 'handled-together') };
}

/** Includes the codes, so that the complainant can follow the parts however they can be contacted. */
function partsIn(parts: Tracked['splitInto'], codeOf: TrackingMoment['codeOf']): TrackedComplaint['splitInto'] {
  return parts.map(({ reference, at }) => ({
    reference: formatReference(reference),
    trackingCode: formatTrackingCode(codeOf(reference)),
    at,
  }));
}

function promisedOn<Promised extends { readonly remedies: readonly PromisedRemedy[] }>(
  today: string,
  promise: Promised | null,
): (Promised & { readonly remedies: ReturnType<typeof remediesOn> }) | null {
  return promise === null ? null : { ...promise, remedies: remediesOn(today, promise.remedies) };
}

/**
 * Describes the next step of the process; null when none follows. Before a decision, an unanswered question to the complainant takes
 * precedence over the organization's next step.
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
    // The next steps happen in the complaint that this one was merged into.
    case 'merged':
      return null;
  }
}
