import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { requiredText } from '../vocabulary/index.js';

/** A second person gave the proposed response back for more work, and said why. */
export const responseReturnedV1 = defineEvent({
  type: 'ResponseReturned',
  version: 1,
  meaning: 'The proposed response was returned to its proposer.',
  data: {
    comment: personal(requiredText()),
  },
});

export type ResponseReturnedData = DataOf<typeof responseReturnedV1>;
