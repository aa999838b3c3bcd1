import { referenceOf, statelessProjection, type ProjectedComplaintEvent } from '@redress/complaints';
import { closed, vocabulary } from '@redress/contracts';
import { caseTask, taskAssigned, taskCancelled, taskCompleted } from '../case-view/case-task.js';

/** The events about a task, which name it. */
const ABOUT_TASKS = ['TaskAssigned', 'TaskCompleted', 'TaskCancelled'] as const;

/** One document per task, so that they are found across cases, each by its own due date. */
export const taskProjection = statelessProjection({
  view: {
    name: 'tasks',
    fields: {
      state: 'string',
      kind: 'string',
      assignee: 'string',
      department: 'string',
      dueOn: 'string',
      assignedAt: 'string',
    },
    indexes: [],
    // One for each order, in which any filters can be checked; and what one person, or one department, has to do.
    wideIndexes: [
      ['state', 'dueOn'],
      ['state', 'assignedAt'],
      ['state', 'assignee', 'dueOn'],
      ['state', 'department', 'dueOn'],
    ],
  },
  document: closed({ ...caseTask.properties, reference: vocabulary.reference() }),
  initial: {},
  partsOf: (event) => (isAboutTask(event) ? [event.data.task] : []),
  on: {
    TaskAssigned: (_task, event) => ({ ...taskAssigned(event), reference: referenceOf(event.stream) }),
    TaskCompleted: (_task, event) => taskCompleted(event),
    TaskCancelled: (_task, event) => taskCancelled(event),
  },
});

function isAboutTask(event: ProjectedComplaintEvent): event is ProjectedComplaintEvent<(typeof ABOUT_TASKS)[number]> {
  return ABOUT_TASKS.some((type) => type === event.type);
}
