import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { text, word } from '../vocabulary/index.js';

/** A task was done. */
export const taskCompletedV1 = defineEvent({
  type: 'TaskCompleted',
  version: 1,
  meaning: 'A task was completed.',
  isMessage: true,
  data: {
    task: word(),
    result: Type.Optional(personal(text())),
  },
});

export type TaskCompletedData = DataOf<typeof taskCompletedV1>;
