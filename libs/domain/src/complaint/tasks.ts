import { refuse } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import { isBlank } from './is-blank.js';
import type { Complaint, Task } from './state.js';

/** Work given to a person or a department: ISO 10002:2018, 7.6. When it may happen stands in the guards. */

export function assignTask({ data }: CommandOf<'assign-task'>, { tasks }: Complaint): Decision {
  return [{ type: 'TaskAssigned', data: { ...data, task: data.task ?? nextName(tasks) } }];
}

export function completeTask({ data }: CommandOf<'complete-task'>): Decision {
  return [{ type: 'TaskCompleted', data }];
}

/** Those who were to do it learn from the reason why nobody waits for it any more. */
export function cancelTask({ data, reason }: CommandOf<'cancel-task'>): Decision {
  return isBlank(reason) ? refuse('reason-missing') : [{ type: 'TaskCancelled', data }];
}

/** `task-1`, `task-2`: by how many tasks there are, and further when somebody took that name. It follows from the history alone. */
function nextName(tasks: Complaint['tasks']): string {
  let number = Object.keys(tasks).length + 1;
  while (Object.hasOwn(tasks, `task-${number}`)) number += 1;
  return `task-${number}`;
}

/** The task of this name, whatever became of it. */
export function taskOf({ tasks }: Complaint, name: string): Task | undefined {
  return Object.hasOwn(tasks, name) ? tasks[name] : undefined;
}

/** How many tasks somebody still has to do. */
export function openTasks({ tasks }: Complaint): number {
  return Object.values(tasks).filter(({ standing }) => standing === 'open').length;
}
