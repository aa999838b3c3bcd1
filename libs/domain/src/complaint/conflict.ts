import { refuse, type Refusal } from '../refusal.js';
import type { CommandOf, ComplaintCommandType } from './commands.js';
import type { Decision } from './decide.js';
import type { Complaint } from './state.js';

/**
 * Objectivity (ISO 10002:2018, clause 4): whoever has an interest of their own in a complaint says so, or a supervisor does, and has no
 * more part in what becomes of it.
 */

/** Commands by which somebody shapes the outcome. Others can still be told, asked and given tasks. */
const shapingTheOutcome: readonly ComplaintCommandType[] = [
  'assess',
  'route',
  'record-finding',
  'propose-response',
  'approve-response',
  'return-response',
  'communicate-decision',
  'state-final-position',
  'close',
  'redact-message',
  'reopen',
  'refer',
  'merge',
  'unmerge',
  'split',
];

/** Whether this person may not send such a command on this complaint for an interest of their own. */
export function isBarred(type: ComplaintCommandType, { conflicts }: Complaint, actorId: string): boolean {
  return conflicts.includes(actorId) && shapingTheOutcome.includes(type);
}

/** A refusal when work would be given to somebody who may have no part in the outcome. */
export function givingTo(person: string | undefined, { conflicts }: Complaint): Refusal | undefined {
  return person !== undefined && conflicts.includes(person) ? refuse('conflict-of-interest') : undefined;
}

/** The complaint of an assignee who may not keep it goes back to the queue in the same decision. */
export function declareConflict({ data }: CommandOf<'declare-conflict'>, { assignee }: Complaint): Decision {
  const declared = { type: 'ConflictOfInterestDeclared', data } as const;
  if (assignee !== data.person) return [declared];
  return [declared, { type: 'ComplaintAssigned', data: {} }];
}
