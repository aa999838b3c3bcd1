import { defineEvent, type DataOf } from '../definition/index.js';
import { reference } from '../vocabulary/index.js';
import { turn } from './relation-fields.js';

/** A link to another complaint was undone, on both. */
export const complaintUnlinkedV1 = defineEvent({
  type: 'ComplaintUnlinked',
  version: 1,
  meaning: 'The link to another complaint was undone.',
  data: {
    /** The other one. */
    complaint: reference(),
    turn: turn(),
    /** The complaint, of the two, on which it was decided. */
    decidedOn: reference(),
  },
});

export type ComplaintUnlinkedData = DataOf<typeof complaintUnlinkedV1>;
