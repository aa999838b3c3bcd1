import { defineEvent, type DataOf } from '../definition/index.js';
import { LinkRelation, reference } from '../vocabulary/index.js';
import { turn } from './relation-fields.js';

/** Somebody saw that another complaint has to do with this one (ISO 10002:2018, 7.6). Both are told of it. */
export const complaintLinkedV1 = defineEvent({
  type: 'ComplaintLinked',
  version: 1,
  meaning: 'The complaint was linked to another.',
  data: {
    /** The other one. */
    complaint: reference(),
    relation: LinkRelation,
    turn: turn(),
    /** The complaint, of the two, on which it was decided. */
    decidedOn: reference(),
  },
});

export type ComplaintLinkedData = DataOf<typeof complaintLinkedV1>;
