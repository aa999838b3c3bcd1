import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { requiredText } from '../vocabulary/index.js';

/** No stage is left inside, and this is the organization's last word (ISO 10002:2018, 7.9). */
export const finalPositionStatedV1 = defineEvent({
  type: 'FinalPositionStated',
  version: 1,
  meaning: 'The organization stated its final position.',
  data: {
    text: personal(requiredText()),
  },
});

export type FinalPositionStatedData = DataOf<typeof finalPositionStatedV1>;
