import { refuse } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import { isBlank } from './is-blank.js';
import { nextName } from './named.js';
import type { Complaint } from './state.js';

/** Work given to a person or a department: ISO 10002:2018, 7.6. When it may happen stands in the guards. */

export function assignTask({ data }: CommandOf<'assign-task'>, { tasks }: Complaint): Decision {
  return [{ type: 'TaskAssigned', data: { ...data, task: data.task ?? nextName('task', tasks) } }];
}

export function completeTask({ data }: CommandOf<'complete-task'>): Decision {
  return [{ type: 'TaskCompleted', data }];
}

/** Those who were to do it learn from the reason why nobody waits for it any more. */
export function cancelTask({ data, reason }: CommandOf<'cancel-task'>): Decision {
  return isBlank(reason) ? refuse('reason-missing') : [{ type: 'TaskCancelled', data }];
}
