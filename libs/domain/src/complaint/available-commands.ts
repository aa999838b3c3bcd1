import { may, type Role } from '../permissions/permissions.js';
import { complaintCommandTypes, type ComplaintCommandType } from './commands.js';
import { standingOf } from './guards.js';
import type { ComplaintState } from './state.js';

/**
 * The commands that this person could send now: permitted, and not refused for the complaint's status. They come from the guards that
 * `decide` asks, so the two cannot disagree; a command listed here may still be refused for what it says.
 */
export function availableCommands(
  state: ComplaintState,
  actor: { readonly id: string; readonly roles: readonly (Role | (string & {}))[] },
): readonly ComplaintCommandType[] {
  // Whom a command will name is open here: that it may name oneself is enough for it to be of use.
  const facts = { actorId: actor.id, assignee: actor.id, person: actor.id };
  return complaintCommandTypes.filter(
    (type) => may(actor.roles, type, facts) && standingOf(type, state, actor.id) === 'open',
  );
}
