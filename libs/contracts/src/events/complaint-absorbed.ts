import { defineEvent, type DataOf } from '../definition/index.js';
import { reference } from '../vocabulary/index.js';
import { turn } from './relation-fields.js';

/** A complaint that was received later goes on within this one. */
export const complaintAbsorbedV1 = defineEvent({
  type: 'ComplaintAbsorbed',
  version: 1,
  meaning: 'A later complaint was merged into this one.',
  data: {
    /** The later one. */
    complaint: reference(),
    /** As its merge says. */
    turn: turn(),
  },
});

export type ComplaintAbsorbedData = DataOf<typeof complaintAbsorbedV1>;
