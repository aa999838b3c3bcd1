import { may, type Role } from '../permissions/permissions.js';
import { lacksLastWord } from './closing.js';
import type { Policy } from '../policies/policy.js';
import { alternativesOf } from './appeals.js';
import { complaintCommandTypes, type ComplaintCommandType } from './commands.js';
import { standingOf } from './guards.js';
import { roleLacking, stepMissing } from './response.js';
import type { ComplaintState } from './state.js';

/**
 * The commands that this person could send now: permitted, and not refused for the complaint's status. They come from the guards that
 * `decide` asks, so the two cannot disagree; a command listed here may still be refused for what it says. Without a policy nothing is
 * left out that only the policy refuses.
 */
export function availableCommands(
  state: ComplaintState,
  actor: { readonly id: string; readonly roles: readonly (Role | (string & {}))[] },
  policy?: Policy,
): readonly ComplaintCommandType[] {
  // Whom a command will name is open here: that it may name oneself is enough for it to be of use.
  const facts = { actorId: actor.id, assignee: actor.id, person: actor.id };
  return complaintCommandTypes.filter(
    (type) =>
      may(actor.roles, type, facts) &&
      standingOf(type, state, actor.id) === 'open' &&
      (policy === undefined || isAllowedBy(policy, type, state, actor.roles)),
  );
}

/** Whether the policy would refuse every command of this type by one who has these roles. */
function isAllowedBy(
  policy: Policy,
  type: ComplaintCommandType,
  state: ComplaintState,
  roles: readonly string[],
): boolean {
  if (state.status === 'unknown') return true;
  switch (type) {
    case 'propose-response':
      return stepMissing(policy, state) === undefined;
    case 'approve-response':
      return roleLacking(roles, state.response, policy) === undefined;
    case 'close':
      return state.status !== 'rejected' || !lacksLastWord(state, policy);
    case 'lodge-appeal':
      return alternativesOf(state, policy).nextStage !== undefined;
    case 'state-final-position':
      return alternativesOf(state, policy).nextStage === undefined;
    default:
      return true;
  }
}
