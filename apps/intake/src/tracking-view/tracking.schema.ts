import { channels, languages } from '@redress/contracts';
import { complaintStatuses } from '@redress/domain';
import {
  instantSchema,
  listOf,
  objectSchema,
  orNull,
  referenceSchema,
  revisionSchema,
  textSchema,
  type AnswerSchema,
} from '@redress/platform';

const parts: AnswerSchema = {
  reference: referenceSchema,
  revision: revisionSchema,
  status: { enum: complaintStatuses },
  receivedAt: instantSchema,
  preferences: {
    ...objectSchema({ language: orNull({ enum: languages }), preferredChannel: orNull({ enum: channels }) }),
    description: 'How the complainant wants to be written to.',
  },
  steps: listOf(objectSchema({ step: { enum: complaintStatuses }, at: instantSchema })),
  nextStep: orNull(textSchema),
  dueAt: orNull(instantSchema),
  decision: orNull({ type: 'object', required: ['decision', 'explanation', 'remedies', 'communicatedAt'] }),
  finalPosition: orNull(objectSchema({ text: {}, statedAt: instantSchema })),
  award: {
    ...orNull({ type: 'object', required: ['by', 'remedies', 'recordedAt'] }),
    description: 'What an outside body awarded, in place of what the decision promised, and what became of it by now.',
  },
  alternatives: {
    ...orNull({ type: 'object', required: ['nextStage', 'outsideBodies'] }),
    description: 'The next stage inside, and the bodies outside, for a decision that is not accepted.',
  },
  referral: orNull({
    type: 'object',
    required: ['to', 'referredAt'],
    description: 'To which body outside the complaint was referred, and why.',
  }),
  handledTogether: {
    ...orNull(objectSchema({ since: instantSchema, text: textSchema, reference: orNull(referenceSchema) })),
    description:
      'That it is handled together with an earlier complaint, in the complainant’s language; its reference only when it is theirs as well.',
  },
  splitInto: {
    ...listOf(objectSchema({ reference: referenceSchema, trackingCode: textSchema, at: instantSchema })),
    description: 'What became a complaint of its own, to be followed by its own reference and code.',
  },
  questions: listOf(
    objectSchema(
      { request: textSchema, text: {}, askedAt: instantSchema, answeredAt: orNull(instantSchema) },
      { optional: { dueOn: { type: 'string', format: 'date' } } },
    ),
  ),
  messages: listOf(objectSchema({ from: { enum: ['organization', 'complainant'] }, text: {}, at: instantSchema })),
  attachments: {
    ...listOf({ type: 'object', required: ['attachment', 'mediaType', 'bytes', 'at'] }),
    description: 'The files that the complainant added.',
  },
  options: listOf(textSchema),
};

/** What a complainant may know, for the API's description. */
export const trackedSchema = objectSchema(parts, { title: 'TrackedComplaint' });

/** The same, with the token for coming back. */
export const identifiedSchema = objectSchema({ ...parts, token: textSchema }, { title: 'IdentifiedComplaint' });
