import type { ComplaintChange } from '@redress/complaints';
import type { Json, JsonObject } from '@redress/eventing';
import { appended, objectsIn } from './case-parts.js';

/** The tasks of a case in the order in which they were assigned, each with what became of it. */

export const taskAssigned: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  tasks: appended(complaintCase['tasks'], { ...data, state: 'open', assignedBy: actor.id, assignedAt: occurredAt }),
});

export const taskCompleted: ComplaintChange = (complaintCase, { data, actor, occurredAt }) => ({
  ...complaintCase,
  tasks: withTask(complaintCase['tasks'], { ...data, state: 'done', completedBy: actor.id, completedAt: occurredAt }),
});

export const taskCancelled: ComplaintChange = (complaintCase, { data, reason, actor, occurredAt }) => ({
  ...complaintCase,
  tasks: withTask(complaintCase['tasks'], {
    ...data,
    state: 'cancelled',
    cancelledBy: actor.id,
    cancelledAt: occurredAt,
    ...(reason && { reason }),
  }),
});

function withTask(tasks: Json | undefined, change: JsonObject): Json {
  return objectsIn(tasks).map((task) => (task['task'] === change['task'] ? { ...task, ...change } : task));
}

/** The tasks as they stand on a date: one is overdue from the day after it was due for as long as nobody has done it. */
export function tasksOn(date: string, tasks: Json | undefined): readonly JsonObject[] {
  return objectsIn(tasks).map((task) => {
    const { state, dueOn } = task;
    return { ...task, overdue: state === 'open' && typeof dueOn === 'string' && dueOn < date };
  });
}
