import { defineEvent, type DataOf } from '../definition/index.js';

/** The complainant no longer pursues the complaint; why stands in the metadata, sealed. */
export const complaintWithdrawnV1 = defineEvent({
  type: 'ComplaintWithdrawn',
  version: 1,
  meaning: 'The complaint was withdrawn.',
  data: {},
});

export type ComplaintWithdrawnData = DataOf<typeof complaintWithdrawnV1>;
