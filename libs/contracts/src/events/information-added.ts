import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { requiredText, word } from '../vocabulary/index.js';

/** As v2, when nothing had been asked. */
export const informationAddedV1 = defineEvent({
  type: 'InformationAdded',
  version: 1,
  meaning: 'The complainant added information.',
  data: {
    text: personal(requiredText()),
  },
});

/** The complainant told more about the complaint, unasked or as the answer to a request. */
export const informationAddedV2 = defineEvent({
  type: 'InformationAdded',
  version: 2,
  meaning: 'The complainant added information.',
  isMessage: true,
  data: {
    text: personal(requiredText()),
    /** The request that it answers. */
    request: Type.Optional(word()),
  },
});

export type InformationAddedData = DataOf<typeof informationAddedV2>;
