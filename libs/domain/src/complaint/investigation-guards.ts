import { refuse, type RefusalCode } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Standing } from './guards.js';
import { named, type Named } from './named.js';
import { sameContent } from './same-content.js';
import type { Complaint } from './state.js';

/** When what belongs to an investigation may happen. Each list has a limit: more than any case has needed, few enough to read. */

const OPEN_TASKS_MAX = 100;
const OPEN_REQUESTS_MAX = 20;
const EVIDENCE_MAX = 500;
const INTERVIEWS_MAX = 200;

/**
 * Tasks are given, done and cancelled whatever the complaint's status: a letter about the closing has to be written, and a remedy is
 * owed, when the case itself is at its end.
 */
export function assigning(state: Complaint): Standing {
  return openOf(state.tasks) < OPEN_TASKS_MAX ? 'open' : refuse('too-many-tasks');
}

export function ending({ tasks }: Complaint): Standing {
  return openOf(tasks) > 0 ? 'open' : refuse('unknown-task');
}

export function endingTask({ tasks }: Complaint, name: string, verdict: 'done' | 'cancelled'): Standing {
  const task = named(tasks, name);
  if (task === undefined) return refuse('unknown-task');
  if (task.standing === verdict) return 'done';
  return task.standing === 'open' ? 'open' : refuse('task-ended');
}

export function requesting({ requests }: Complaint): Standing {
  return openOf(requests) < OPEN_REQUESTS_MAX ? 'open' : refuse('too-many-requests-open');
}

/** Who answers may name the question. Answering again adds to the answer. */
export function answering({ data }: CommandOf<'add-information'>, { requests }: Complaint): Standing {
  const unknown = data.request !== undefined && named(requests, data.request) === undefined;
  return unknown ? refuse('unknown-request') : 'open';
}

export function addingEvidence({ evidence }: Complaint): Standing {
  return Object.keys(evidence).length < EVIDENCE_MAX ? 'open' : refuse('too-many-entries');
}

export function interviewing({ interviews }: Complaint): Standing {
  return interviews < INTERVIEWS_MAX ? 'open' : refuse('too-many-entries');
}

/** Nothing for a name that is new; else whether the same is said again under it, or something else under a name that is taken. */
export function saidAgain(
  name: string | undefined,
  content: object,
  known: Named<{ readonly content: object }>,
  taken: RefusalCode,
): Standing | undefined {
  const before = name === undefined ? undefined : named(known, name);
  if (before === undefined) return undefined;
  return sameContent(content, before.content) ? 'done' : refuse(taken);
}

function openOf(things: Named<{ readonly standing: string }>): number {
  return Object.values(things).filter(({ standing }) => standing === 'open').length;
}
