import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { name, requiredText } from '../vocabulary/index.js';

/** A member of staff has an interest of their own in the complaint, and no more part in its outcome (ISO 10002:2018, clause 4). */
export const conflictOfInterestDeclaredV1 = defineEvent({
  type: 'ConflictOfInterestDeclared',
  version: 1,
  meaning: 'A conflict of interest was declared.',
  staff: [['person']],
  data: {
    /** The `sub` of a member of staff, never a name. */
    person: name(),
    nature: personal(requiredText()),
  },
});

export type ConflictOfInterestDeclaredData = DataOf<typeof conflictOfInterestDeclaredV1>;
