import { defineEvent, type DataOf } from '../definition/index.js';
import { word } from '../vocabulary/index.js';

/** Nobody waits for a task any more; why stands in the reason. */
export const taskCancelledV1 = defineEvent({
  type: 'TaskCancelled',
  version: 1,
  meaning: 'A task was cancelled.',
  data: {
    task: word(),
  },
});

export type TaskCancelledData = DataOf<typeof taskCancelledV1>;
