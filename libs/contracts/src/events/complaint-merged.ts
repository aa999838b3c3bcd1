import { defineEvent, type DataOf } from '../definition/index.js';
import { reference } from '../vocabulary/index.js';
import { turn } from './relation-fields.js';

/** The complaint goes on within one that was received earlier, whose clocks hold; its own stop. */
export const complaintMergedV1 = defineEvent({
  type: 'ComplaintMerged',
  version: 1,
  meaning: 'The complaint was merged into an earlier one.',
  data: {
    /** The earlier one. */
    into: reference(),
    turn: turn(),
  },
});

export type ComplaintMergedData = DataOf<typeof complaintMergedV1>;
