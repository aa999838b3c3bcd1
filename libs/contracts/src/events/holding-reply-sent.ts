import { defineEvent, type DataOf } from '../definition/index.js';
import { deadlineChangeFields } from './clock-fields.js';

/** The complainant was told why the answer takes longer: the second limit of the policy holds, once. */
export const holdingReplySentV1 = defineEvent({
  type: 'HoldingReplySent',
  version: 1,
  meaning: 'A holding reply moved a clock to its second limit.',
  data: {
    ...deadlineChangeFields(),
  },
});

export type HoldingReplySentData = DataOf<typeof holdingReplySentV1>;
