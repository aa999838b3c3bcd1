import { instantSchema, listOf, objectSchema, revisionSchema, textSchema } from '@redress/platform';

/** What one subscription could not be told of one complaint, for the API's description. */
export const deadLettersSchema = objectSchema(
  {
    subscription: textSchema,
    subject: textSchema,
    events: listOf(
      objectSchema({
        revision: revisionSchema,
        type: textSchema,
        failure: textSchema,
        attempts: { type: 'integer', minimum: 1 },
        at: instantSchema,
      }),
    ),
  },
  { title: 'DeadLetters' },
);

export const resentSchema = objectSchema({ resent: { type: 'integer', minimum: 0 } }, { title: 'Resent' });
