import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { text } from '../vocabulary/index.js';
import { REMEDIES_MAX } from './response-proposed.js';

/** A promised remedy was carried out. */
export const remedyDeliveredV1 = defineEvent({
  type: 'RemedyDelivered',
  version: 1,
  meaning: 'A remedy of the communicated response was delivered.',
  data: {
    /** Index within the remedies of the communicated response, from 0. */
    remedy: Type.Integer({ minimum: 0, maximum: REMEDIES_MAX - 1 }),
    evidence: Type.Optional(personal(text())),
  },
});

export type RemedyDeliveredData = DataOf<typeof remedyDeliveredV1>;
