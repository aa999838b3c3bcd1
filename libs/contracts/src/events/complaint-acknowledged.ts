import Type from 'typebox';
import { defineEvent, type DataOf } from '../definition/index.js';
import { Channel } from '../vocabulary/index.js';

/** The complainant was told that the complaint was received (ISO 10002:2018, 7.4). */
export const complaintAcknowledgedV1 = defineEvent({
  type: 'ComplaintAcknowledged',
  version: 1,
  meaning: 'The receipt of the complaint was acknowledged to the complainant.',
  data: {
    channel: Type.Optional(Channel),
  },
});

export type ComplaintAcknowledgedData = DataOf<typeof complaintAcknowledgedV1>;
