/**
 * Who there is. `complainant`: whoever lodges, and whoever holds the tracking token of this very complaint. `system`: the services
 * themselves.
 */
export const roles = [
  'complainant',
  'intake-agent',
  'handler',
  'supervisor',
  'analyst',
  'compliance',
  'admin',
  'system',
] as const;

export type Role = (typeof roles)[number];

/** A role that may; or one that may only when whom the command names in this field is the actor. */
export type Grant = Role | { readonly role: Role; readonly whenSelf: 'assignee' | 'person' };

/** Who works on cases. A supervisor may do what a handler may. */
export const caseWork = ['handler', 'supervisor'] as const satisfies readonly Role[];

/** Who may lodge a complaint. */
export const lodging = ['complainant', 'intake-agent', ...caseWork, 'system'] as const satisfies readonly Role[];

/** What a conditional grant looks at. */
export interface PermissionFacts {
  readonly actorId: string;
  /** To whom the complaint is to be assigned, in an `assign`. */
  readonly assignee?: string;
  /** Of whom a conflict of interest is declared. */
  readonly person?: string;
}

/** Whether one of the grants holds for someone who has all these roles. Roles that Redress does not know grant nothing. */
export function isGranted(by: readonly Grant[], actorRoles: readonly string[], facts?: PermissionFacts): boolean {
  return by.some((grant) => {
    if (typeof grant === 'string') return actorRoles.includes(grant);
    return actorRoles.includes(grant.role) && facts !== undefined && facts[grant.whenSelf] === facts.actorId;
  });
}
