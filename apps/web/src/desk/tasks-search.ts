import type { paths } from '@redress/api-client';
import type { SearchValues } from './address.js';
import { isWordOf, TASK_KIND, TASK_STATE } from './words.js';

type TasksQuery = NonNullable<paths['/api/cases/tasks']['get']['parameters']['query']>;

/** What the address of the tasks says: filters as the API has them. Without `assignee`, tasks of everybody. */
export type TasksSearch = Pick<TasksQuery, 'state' | 'kind' | 'assignee'>;

/** Reads the address of the tasks; whatever else it says is ignored. */
export function tasksSearchOf({ state, kind, assignee }: SearchValues): TasksSearch {
  const kinds = [kind ?? []].flat().filter((word) => isWordOf(TASK_KIND, word));
  const people = [assignee ?? []].flat().filter((person) => person !== '');
  return {
    ...(isWordOf(TASK_STATE, state) && { state }),
    ...(kinds.length > 0 && { kind: kinds }),
    ...(people.length > 0 && { assignee: people }),
  };
}
