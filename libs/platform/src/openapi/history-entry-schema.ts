import { instantSchema, objectSchema, revisionSchema, textSchema, type AnswerSchema } from './answers.js';

const actor = objectSchema({ id: textSchema, role: textSchema });

/** One event as people read it. `more` is what a route adds to every one. */
export function historyEntrySchema(title: string, more: AnswerSchema = {}): AnswerSchema {
  return objectSchema(
    {
      revision: revisionSchema,
      id: { type: 'string', format: 'uuid' },
      type: textSchema,
      version: { type: 'integer', minimum: 1 },
      occurredAt: instantSchema,
      recordedAt: instantSchema,
      actor,
      data: {
        type: 'object',
        description:
          'What the event says; what was erased is `{ "erased": true }`, and what has lost its key `{ "keyMissing": true }`.',
      },
      commandId: { type: 'string', format: 'uuid' },
      correlationId: textSchema,
      causationId: textSchema,
      hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      previousHash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      ...more,
    },
    {
      title,
      optional: {
        onBehalfOf: actor,
        reason: { description: 'A text, or `{ "erased": true }`, or `{ "keyMissing": true }`.' },
        policyVersion: textSchema,
      },
    },
  );
}
