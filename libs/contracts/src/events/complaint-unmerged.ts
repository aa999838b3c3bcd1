import Type from 'typebox';
import { defineEvent, type DataOf } from '../definition/index.js';
import { name, reference } from '../vocabulary/index.js';
import { turn } from './relation-fields.js';

/**
 * A merge was undone: the complaint stands where it stood before, and its clocks are as though nothing had stopped them. Who undid it says why in
 * the metadata, sealed.
 */
export const complaintUnmergedV1 = defineEvent({
  type: 'ComplaintUnmerged',
  version: 1,
  meaning: 'The merge of the complaint was undone.',
  data: {
    /** The one into which it had been merged. */
    from: reference(),
    turn: turn(),
    /** The code with which that one would not take it in: it had ended meanwhile. Absent when somebody undid the merge. */
    refused: Type.Optional(name()),
  },
});

export type ComplaintUnmergedData = DataOf<typeof complaintUnmergedV1>;
