import { routeFor } from '../policies/routes.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import type { Assessment, ComplaintEvent } from './events.js';
import { priorityOf } from './priority.js';
import { sameContent } from './same-content.js';
import type { Complaint } from './state.js';

/** Initial assessment and what follows from it: ISO 10002:2018, 7.5. When they may happen stands in the guards. */

/** An earlier assessment stays in the history. Priority and route follow from the new one in the same decision. */
export function assess({ data, policy: { routes = [] } }: CommandOf<'assess'>, state: Complaint): Decision {
  if (sameContent(data, state.assessment)) return [];
  const product = state.corrected?.product ?? state.product;
  const route = routeFor(routes, { ...data, ...(product !== undefined && { product }) });
  // A rule that held before says nothing new, also when a supervisor has chosen another team since.
  const routed = route === undefined || route.name === state.routedBy ? [] : sentTo(route, state, route.name);
  return [assessed(data), ...routed];
}

/** A supervisor's choice stands until the assessment changes so that another rule of the policy holds. */
export function route({ data }: CommandOf<'route'>, state: Complaint): Decision {
  return sameContent(data, state.route) ? [] : sentTo(data, state);
}

function assessed(data: Assessment): ComplaintEvent {
  return { type: 'ComplaintAssessed', data: { ...data, priority: priorityOf(data) } };
}

/** The route, and the assignment to the person that it names. One with a conflict of interest is passed over, and the team chooses. */
function sentTo(
  { team, person }: { readonly team: string; readonly person?: string },
  { conflicts, assignee }: Complaint,
  rule?: string,
): readonly ComplaintEvent[] {
  const chosen = person === undefined || conflicts.includes(person) ? {} : { person };
  const routed = { type: 'ComplaintRouted', data: { team, ...chosen, ...(rule !== undefined && { rule }) } } as const;
  const { person: assigned = assignee } = chosen;
  if (assigned === undefined || assigned === assignee) return [routed];
  return [routed, { type: 'ComplaintAssigned', data: { assignee: assigned } }];
}
