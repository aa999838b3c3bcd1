import { refuse } from '../refusal.js';
import type { ComplaintCommand } from './commands.js';
import type { Standing } from './guards.js';
import { named } from './named.js';
import type { Complaint } from './state.js';
import { endedStatuses } from './vocabulary.js';

/** When something may be decided between two complaints. */

/** Undone ones count: they have to be remembered, so that what arrives late does not bring them back. */
const LINKS_MAX = 100;
const ABSORBED_MAX = 100;
/** More matters than anybody has put into one complaint. */
const SPLITS_MAX = 20;

/** Whatever became of a complaint, it may have to do with another. */
export function linking({ links }: Complaint): Standing {
  return Object.keys(links).length < LINKS_MAX ? 'open' : refuse('too-many-entries');
}

export function unlinking({ links }: Complaint): Standing {
  const isLinked = Object.values(links).some(({ relation }) => relation !== undefined);
  return isLinked ? 'open' : refuse('complaint-not-linked');
}

/** What its complainant was told stands on its own. */
export function merging({ decision }: Complaint): Standing {
  return decision === undefined ? 'open' : refuse('decision-already-communicated');
}

export function unmerging({ status, justUnmerged }: Complaint): Standing {
  if (status === 'merged') return 'open';
  return justUnmerged ? 'done' : refuse('complaint-not-merged');
}

export function absorbing({ absorbed }: Complaint): Standing {
  return Object.keys(absorbed).length < ABSORBED_MAX ? 'open' : refuse('too-many-entries');
}

/** What was decided was decided about both matters. */
export function splitting(state: Complaint): Standing {
  return state.splits.length < SPLITS_MAX ? merging(state) : refuse('too-many-entries');
}

/** Commands that name the other complaint. */
export type RelationCommand = Extract<
  ComplaintCommand,
  { readonly type: 'link' | 'unlink' | 'record-link' | 'merge' | 'absorb' | 'release' | 'split' }
>;

/** What is known of the other complaint that a command names; undefined when the general guards say all there is to say. */
export function standingWithOther({ type, data }: RelationCommand, state: Complaint): Standing | undefined {
  switch (type) {
    case 'link': {
      const known = named(state.links, data.complaint);
      if (known === undefined) return undefined;
      return known.relation === data.relation ? 'done' : 'open';
    }
    case 'unlink': {
      const known = named(state.links, data.complaint);
      if (known === undefined) return refuse('complaint-not-linked');
      return known.relation === undefined ? 'done' : 'open';
    }
    case 'record-link':
      return named(state.links, data.complaint) === undefined ? linking(state) : 'open';
    case 'merge':
      return state.status === 'merged' && state.merge?.into === data.into ? 'done' : undefined;
    case 'split':
      return state.splits.includes(data.into) ? 'done' : undefined;
    case 'absorb':
    case 'release': {
      const known = named(state.absorbed, data.complaint);
      // One that was never taken in cannot be let go.
      if (known === undefined) return type === 'release' ? 'done' : undefined;
      return known.turn < data.turn ? againIn(type, state) : 'done';
    }
  }
}

/** One that was within it before may come again however many there are. */
function againIn(type: 'absorb' | 'release', { status }: Complaint): Standing | undefined {
  return type === 'absorb' && endedStatuses.includes(status) ? undefined : 'open';
}
