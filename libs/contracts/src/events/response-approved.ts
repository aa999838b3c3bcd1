import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { text } from '../vocabulary/index.js';

/** A second person agreed to the proposed response. */
export const responseApprovedV1 = defineEvent({
  type: 'ResponseApproved',
  version: 1,
  meaning: 'The proposed response was approved.',
  data: {
    comment: Type.Optional(personal(text())),
  },
});

export type ResponseApprovedData = DataOf<typeof responseApprovedV1>;
