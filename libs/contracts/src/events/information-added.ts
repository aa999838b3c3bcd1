import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { requiredText } from '../vocabulary/index.js';

/** The complainant told more about the complaint. */
export const informationAddedV1 = defineEvent({
  type: 'InformationAdded',
  version: 1,
  meaning: 'The complainant added information.',
  data: {
    text: personal(requiredText()),
  },
});

export type InformationAddedData = DataOf<typeof informationAddedV1>;
