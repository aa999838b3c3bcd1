import { defineEvent, type DataOf } from '../definition/index.js';
import { deadlineChangeFields } from './clock-fields.js';

/** A clock was given more time, as the policy allows and for one of its reasons. */
export const deadlineExtendedV1 = defineEvent({
  type: 'DeadlineExtended',
  version: 1,
  meaning: 'A clock of the complaint was given more time.',
  data: {
    ...deadlineChangeFields(),
  },
});

export type DeadlineExtendedData = DataOf<typeof deadlineExtendedV1>;
