import Type from 'typebox';
import { defineEvent, type DataOf } from '../definition/index.js';

/** The words of one message are to be unreadable for ever (ISO 10002:2018, clause 4: confidentiality). Its key is destroyed upon this. */
export const messageRedactedV1 = defineEvent({
  type: 'MessageRedacted',
  version: 1,
  meaning: 'The words of one earlier event were made unreadable.',
  data: {
    /** Revision of the event that holds them. */
    message: Type.Integer({ minimum: 0 }),
  },
});

export type MessageRedactedData = DataOf<typeof messageRedactedV1>;
