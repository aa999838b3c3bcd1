import Type from 'typebox';
import { defineEvent, type DataOf } from '../definition/index.js';
import { instant } from '../vocabulary/index.js';
import { clockRunFields, warningPlace } from './clock-fields.js';

/** A clock came to one of its warnings. It occurred when the warning was due, whenever it was recorded. */
export const deadlineWarnedV1 = defineEvent({
  type: 'DeadlineWarned',
  version: 1,
  meaning: 'A clock of the complaint came to a warning before its end.',
  data: {
    ...clockRunFields(),
    warning: warningPlace(),
    /** The due that was warned of; absent while nobody knew it. */
    dueAt: Type.Optional(instant()),
  },
});

export type DeadlineWarnedData = DataOf<typeof deadlineWarnedV1>;
