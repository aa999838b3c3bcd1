import { complaintStatuses } from '@redress/domain';
import { instantSchema, listOf, objectSchema, referenceSchema } from '@redress/platform';
import { duplicateReasons } from './duplicate-reasons.js';

/** For the API's description. */
export const possibleDuplicatesSchema = objectSchema(
  {
    reference: referenceSchema,
    items: listOf(
      objectSchema({
        reference: referenceSchema,
        status: { enum: complaintStatuses },
        receivedAt: instantSchema,
        reasons: listOf({ enum: duplicateReasons }),
        offers: {
          ...listOf(
            objectSchema({ command: { enum: ['merge', 'link'] }, on: referenceSchema, body: { type: 'object' } }),
          ),
          description: 'Commands that would bring the two together: on which case, and with which body.',
        },
      }),
    ),
    truncated: { type: 'boolean' },
  },
  { title: 'PossibleDuplicates' },
);
