import { defineEvent, type DataOf } from '../definition/index.js';

/** A complaint that was closed, withdrawn or referred is handled again; why stands in the metadata, sealed. */
export const complaintReopenedV1 = defineEvent({
  type: 'ComplaintReopened',
  version: 1,
  meaning: 'The complaint was reopened.',
  data: {},
});

export type ComplaintReopenedData = DataOf<typeof complaintReopenedV1>;
