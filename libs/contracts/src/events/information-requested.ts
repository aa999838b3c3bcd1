import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { date, requiredText, word } from '../vocabulary/index.js';

/** The complainant was asked for something that the investigation needs (ISO 10002:2018, 7.6). */
export const informationRequestedV1 = defineEvent({
  type: 'InformationRequested',
  version: 1,
  meaning: 'The complainant was asked for information.',
  isMessage: true,
  data: {
    /** Its name within the complaint: never used again for another. */
    request: word(),
    text: personal(requiredText()),
    /** Until when an answer is hoped for. */
    dueOn: Type.Optional(date()),
  },
});

export type InformationRequestedData = DataOf<typeof informationRequestedV1>;
