import { complaintProjection, withDelivery, type ComplaintChange } from '@redress/complaints';
import { complaintEventTypes } from '@redress/contracts';
import { clocksUnder } from '@redress/domain';
import type { Json, JsonObject } from '@redress/eventing';
import { trackedStatus } from './tracked-status.js';

const received: ComplaintChange = (_tracked, { data, occurredAt }) => ({
  receivedAt: occurredAt,
  language: data['language'] ?? 'en',
  preferredChannel: objectIn(data['complainant'])['preferredChannel'] ?? null,
  steps: [{ step: 'received', at: occurredAt }],
  questions: [],
  messages: [],
  attachments: [],
});

const preferring: ComplaintChange = (tracked, { data: { language, preferredChannel } }) => ({
  ...tracked,
  ...given({ language, preferredChannel }),
});

const corrected: ComplaintChange = (tracked, { data: { language, complainant } }) => ({
  ...tracked,
  ...given({ language, preferredChannel: objectIn(complainant)['preferredChannel'] }),
});

/** The complainant sees the decision once it was communicated; until then the proposal waits here unseen. */
const proposed: ComplaintChange = (tracked, { data }) => ({ ...tracked, proposal: data });

const communicated: ComplaintChange = (tracked, { data, occurredAt }) => {
  const { decision, explanation, remedies } = objectIn(tracked['proposal']);
  const message = data['message'];
  return { ...tracked, decision: given({ decision, explanation, remedies, communicatedAt: occurredAt, message }) };
};

/** The outside body told the complainant its reasons itself. */
const awarded: ComplaintChange = (tracked, { data: { by, remedies }, occurredAt }) => ({
  ...tracked,
  award: given({ by, remedies, recordedAt: occurredAt }),
});

const delivered: ComplaintChange = (tracked, { data, occurredAt }) => {
  const by = tracked['award'] ? 'award' : 'decision';
  const promise = objectIn(tracked[by]);
  return {
    ...tracked,
    [by]: { ...promise, remedies: withDelivery(promise['remedies'], Number(data['remedy']), occurredAt) },
  };
};

const noted: ComplaintChange = (tracked, { data, occurredAt }) =>
  data['visibility'] === 'complainant' ? withMessage(tracked, 'organization', data['text'], occurredAt) : tracked;

const informed: ComplaintChange = (tracked, { data, occurredAt }) => ({
  ...withMessage(tracked, 'complainant', data['text'], occurredAt),
  questions: listIn(tracked['questions']).map((item) => {
    const question = objectIn(item);
    const answers = data['request'] !== undefined && question['request'] === data['request'];
    return answers ? { ...question, answeredAt: question['answeredAt'] ?? occurredAt } : question;
  }),
});

const asked: ComplaintChange = (tracked, { data, occurredAt }) => {
  const question = given({ request: data['request'], text: data['text'], dueOn: data['dueOn'] });
  const questions = [...listIn(tracked['questions']), { ...question, askedAt: occurredAt, answeredAt: null }];
  return { ...tracked, questions };
};

const finalPosition: ComplaintChange = (tracked, { data, occurredAt }) => ({
  ...tracked,
  finalPosition: { text: data['text'] ?? null, statedAt: occurredAt },
});

/** Complainants see the files that are theirs; what the staff adds is between colleagues. */
const attached: ComplaintChange = (tracked, { data, actor, occurredAt }) => {
  if (actor.role !== 'complainant') return tracked;
  const { attachment, mediaType, bytes, name } = data;
  const file = given({ attachment, mediaType, bytes, name, at: occurredAt });
  return { ...tracked, attachments: [...listIn(tracked['attachments']), file] };
};

/** The reason is written for the complainant to read. */
const referred: ComplaintChange = (tracked, { data, reason, occurredAt }) => ({
  ...tracked,
  referral: { to: data['to'] ?? null, ...(reason && { reason }), referredAt: occurredAt },
});

const merged: ComplaintChange = (tracked, { occurredAt }) => ({ ...tracked, mergedAt: occurredAt });
const unmerged: ComplaintChange = (tracked) => ({ ...tracked, mergedAt: null });

const split: ComplaintChange = (tracked, { data, occurredAt }) => ({
  ...tracked,
  splitInto: [...listIn(tracked['splitInto']), { reference: data['into'] ?? null, at: occurredAt }],
});

const reopened: ComplaintChange = (tracked) => ({
  ...tracked,
  proposal: null,
  decision: null,
  referral: null,
  award: null,
  finalPosition: null,
});

function withMessage(tracked: JsonObject, from: string, text: Json | undefined, at: string): JsonObject {
  return { ...tracked, messages: [...listIn(tracked['messages']), { from, text: text ?? null, at }] };
}

/** A step is shown when it is reached, and not again while the complaint stays there. */
const step =
  (change: ComplaintChange = (tracked) => tracked): ComplaintChange =>
  (before, event, state) => {
    const tracked = change(before, event, state);
    const name = trackedStatus(state.status);
    const steps = listIn(tracked['steps']);
    const latest = objectIn(steps.at(-1))['step'];
    return name === latest ? tracked : { ...tracked, steps: [...steps, { step: name, at: event.occurredAt }] };
  };

function listIn(value: Json | undefined): readonly Json[] {
  return (value ?? []) as readonly Json[];
}

function objectIn(value: Json | undefined): JsonObject {
  return (value ?? {}) as JsonObject;
}

function given(fields: { readonly [field: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** One document per complaint: what its complainant may know (clause 7.3), never notes for the staff, names or assessments. */
export const trackingProjection = complaintProjection({
  view: { name: 'tracking', fields: {}, indexes: [] },
  types: complaintEventTypes,
  on: {
    ComplaintReceived: received,
    DetailsCorrected: corrected,
    PreferencesStated: preferring,
    ComplaintAcknowledged: step(),
    ComplaintAssessed: step(),
    EvidenceAdded: step(),
    InterviewRecorded: step(),
    FindingRecorded: step(),
    NoteAdded: noted,
    InformationRequested: asked,
    InformationAdded: informed,
    AttachmentAdded: attached,
    ResponseProposed: step(proposed),
    ResponseReturned: step(),
    DecisionCommunicated: step(communicated),
    AppealLodged: step(),
    FinalPositionStated: finalPosition,
    AwardRecorded: awarded,
    RemedyDelivered: delivered,
    DecisionAccepted: step(),
    DecisionRejected: step(),
    ComplaintReferred: step(referred),
    ComplaintWithdrawn: step(),
    ComplaintMerged: step(merged),
    ComplaintUnmerged: step(unmerged),
    ComplaintClosed: step(),
    ComplaintReopened: step(reopened),
    ComplaintSplit: split,
  },
  derive: (state, policy) => {
    const running = clocksUnder(policy, state.timeline).filter((clock) => clock.state === 'running');
    const decision = running.find((clock) => clock.name === 'decision');
    return { status: trackedStatus(state.status), dueAt: (decision ?? running[0])?.dueAt ?? null };
  },
});
