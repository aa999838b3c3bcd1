import { defineEvent, type DataOf } from '../definition/index.js';
import { instant } from '../vocabulary/index.js';
import { clockRunFields } from './clock-fields.js';

/** A clock ran past its due. It occurred when it was due, whenever it was recorded, and stands whatever happens later. */
export const deadlineMissedV1 = defineEvent({
  type: 'DeadlineMissed',
  version: 1,
  meaning: 'A clock of the complaint was not met by its due.',
  data: {
    ...clockRunFields(),
    dueAt: instant(),
  },
});

export type DeadlineMissedData = DataOf<typeof deadlineMissedV1>;
