import Type from 'typebox';
import { defineEvent, type DataOf } from '../definition/index.js';
import { name } from '../vocabulary/index.js';

/** As v2, when a complaint could not be given back. */
export const complaintAssignedV1 = defineEvent({
  type: 'ComplaintAssigned',
  version: 1,
  meaning: 'The complaint was given to a member of staff.',
  staff: [['assignee']],
  data: {
    /** The `sub` of a member of staff, never a name. */
    assignee: name(),
  },
});

/** Somebody became responsible for the complaint, or nobody is any more and it is back in the queue. */
export const complaintAssignedV2 = defineEvent({
  type: 'ComplaintAssigned',
  version: 2,
  meaning: 'The complaint was given to a member of staff, or back to the queue.',
  staff: [['assignee']],
  data: {
    /** The `sub` of a member of staff, never a name; absent for the queue. */
    assignee: Type.Optional(name()),
  },
});

export type ComplaintAssignedData = DataOf<typeof complaintAssignedV2>;
