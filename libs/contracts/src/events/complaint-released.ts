import { defineEvent, type DataOf } from '../definition/index.js';
import { reference } from '../vocabulary/index.js';
import { turn } from './relation-fields.js';

/** A complaint that had gone on within this one goes on by itself again. */
export const complaintReleasedV1 = defineEvent({
  type: 'ComplaintReleased',
  version: 1,
  meaning: 'The merge of a later complaint into this one was undone.',
  data: {
    /** The later one. */
    complaint: reference(),
    /** As the undoing of its merge says. */
    turn: turn(),
  },
});

export type ComplaintReleasedData = DataOf<typeof complaintReleasedV1>;
