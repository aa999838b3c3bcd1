import { listOf, objectSchema, referenceSchema, revisionSchema, textSchema } from '@redress/platform';

/** What a split is answered with, for the API's description. */
export const splitSchema = objectSchema(
  {
    reference: referenceSchema,
    revision: revisionSchema,
    events: listOf(textSchema),
    into: { ...referenceSchema, description: 'The complaint that was split off: it is there in a moment.' },
  },
  { title: 'SplitAnswer' },
);
