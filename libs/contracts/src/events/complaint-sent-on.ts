import { defineEvent, type DataOf } from '../definition/index.js';
import { name } from '../vocabulary/index.js';

/** The complaint was passed to the organization that must answer it, and stays open here meanwhile. */
export const complaintSentOnV1 = defineEvent({
  type: 'ComplaintSentOn',
  version: 1,
  meaning: 'The complaint was sent on to the organization that must answer it.',
  data: {
    /** An organization, never a person. */
    recipient: name(),
  },
});

export type ComplaintSentOnData = DataOf<typeof complaintSentOnV1>;
