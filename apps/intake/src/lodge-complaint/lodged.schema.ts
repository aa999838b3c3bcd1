import { objectSchema, referenceSchema, revisionSchema, textSchema } from '@redress/platform';

/** What lodging is answered with, for the API's description. */
export const lodgedSchema = objectSchema(
  {
    reference: referenceSchema,
    trackingCode: { type: 'string', pattern: '^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$' },
    revision: revisionSchema,
    links: objectSchema({ track: textSchema, case: textSchema }),
  },
  { title: 'LodgedComplaint' },
);
