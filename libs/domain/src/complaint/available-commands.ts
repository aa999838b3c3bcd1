import type { Instant } from '../instant.js';
import { may, type Role } from '../permissions/permissions.js';
import { lacksLastWord } from './closing.js';
import type { Policy } from '../policies/policy.js';
import { alternativesOf } from './appeals.js';
import { complaintCommandTypes, type ComplaintCommandType } from './commands.js';
import { answersDecision, mayResolveEarly } from './early-resolution.js';
import { standingOf } from './guards.js';
import { roleLacking, stepMissing } from './response.js';
import type { ComplaintState } from './state.js';

/**
 * The commands that this person could send now: permitted, and not refused for the complaint's status. They come from the guards that
 * `decide` asks, so the two cannot disagree; a command listed here may still be refused for what it says. Without a policy nothing is
 * left out that only the policy refuses; without an instant, nothing for which the time has passed.
 */
export function availableCommands(
  state: ComplaintState,
  actor: { readonly id: string; readonly roles: readonly (Role | (string & {}))[] },
  policy?: Policy,
  at?: Instant,
): readonly ComplaintCommandType[] {
  // Whom a command will name is open here: that it may name oneself is enough for it to be of use.
  const facts = { actorId: actor.id, assignee: actor.id, person: actor.id };
  return complaintCommandTypes.filter(
    (type) =>
      may(actor.roles, type, facts) &&
      standingOf(type, state, actor.id) === 'open' &&
      (policy === undefined || isAllowedBy(policy, type, state, actor.roles, at)),
  );
}

/** Whether the policy would refuse every command of this type by one who has these roles. */
function isAllowedBy(
  policy: Policy,
  type: ComplaintCommandType,
  state: ComplaintState,
  roles: readonly string[],
  at: Instant | undefined,
): boolean {
  if (state.status === 'unknown') return true;
  switch (type) {
    case 'propose-response':
      return stepMissing(policy, state) === undefined;
    case 'approve-response':
      return roleLacking(roles, state.response, policy) === undefined;
    case 'record-acceptance':
      return answersDecision(state) || mayResolveEarly(policy, state, roles, at ?? state.receivedAt);
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
