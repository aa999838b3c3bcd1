import { defineEvent, type DataOf } from '../definition/index.js';
import { name } from '../vocabulary/index.js';

/** Somebody became responsible for the complaint. */
export const complaintAssignedV1 = defineEvent({
  type: 'ComplaintAssigned',
  version: 1,
  meaning: 'The complaint was given to a member of staff.',
  data: {
    /** The `sub` of a member of staff, never a name. */
    assignee: name(),
  },
});

export type ComplaintAssignedData = DataOf<typeof complaintAssignedV1>;
