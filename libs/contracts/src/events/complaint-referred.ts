import { defineEvent, type DataOf } from '../definition/index.js';
import { name } from '../vocabulary/index.js';

/** The complaint was passed to a body outside the organization; why stands in the metadata, sealed. */
export const complaintReferredV1 = defineEvent({
  type: 'ComplaintReferred',
  version: 1,
  meaning: 'The complaint was referred to an outside body.',
  data: {
    /** An organization, never a person. */
    to: name(),
  },
});

export type ComplaintReferredData = DataOf<typeof complaintReferredV1>;
