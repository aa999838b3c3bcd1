import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { date, name, requiredText, TaskKind, word } from '../vocabulary/index.js';

/** Work was given to a department, a person or both (ISO 10002:2018, 7.6); naming neither, to whoever handles the complaint. */
export const taskAssignedV1 = defineEvent({
  type: 'TaskAssigned',
  version: 1,
  meaning: 'A task was assigned.',
  staff: [['assignee']],
  isMessage: true,
  data: {
    /** Its name within the complaint: never used again for another. */
    task: word(),
    kind: TaskKind,
    title: personal(requiredText()),
    department: Type.Optional(name()),
    /** The id of a staff member. */
    assignee: Type.Optional(name()),
    /** The last day on which it is done in time. */
    dueOn: Type.Optional(date()),
  },
});

export type TaskAssignedData = DataOf<typeof taskAssignedV1>;
