import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { ClosingOutcome, text } from '../vocabulary/index.js';

/** The handling of the complaint ended (ISO 10002:2018, 7.9). */
export const complaintClosedV1 = defineEvent({
  type: 'ComplaintClosed',
  version: 1,
  meaning: 'The complaint was closed.',
  data: {
    outcome: ClosingOutcome,
    comment: Type.Optional(personal(text())),
  },
});

export type ComplaintClosedData = DataOf<typeof complaintClosedV1>;
