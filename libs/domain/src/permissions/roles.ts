import { isSamePerson } from './person.js';

/**
 * All roles. `complainant`: a person who lodges, or who holds the tracking token of this complaint. `system`: the services.
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

/** A role with permission, or one with permission only if this field of the command names the actor. */
export type Grant = Role | { readonly role: Role; readonly whenSelf: 'assignee' | 'person' };

/** Roles that work on cases. A supervisor may do everything that a handler may. */
export const caseWork = ['handler', 'supervisor'] as const satisfies readonly Role[];

/** Roles that may lodge a complaint. */
export const lodging = ['complainant', 'intake-agent', ...caseWork, 'system'] as const satisfies readonly Role[];

/** The data for conditional grants. */
export interface PermissionFacts {
  readonly actorId: string;
  /** The assignee in an `assign`. */
  readonly assignee?: string;
  /** The person whose conflict of interest is declared. */
  readonly person?: string;
}

/** Tells whether one of the grants applies to these roles. Unknown roles grant nothing. */
export function isGranted(by: readonly Grant[], actorRoles: readonly string[], facts?: PermissionFacts): boolean {
  return by.some((grant) => {
    if (typeof grant === 'string') return actorRoles.includes(grant);
    return actorRoles.includes(grant.role) && facts !== undefined && isSelf(facts[grant.whenSelf], facts);
  });
}

function isSelf(person: string | undefined, { actorId }: PermissionFacts): boolean {
  return person !== undefined && isSamePerson(person, actorId);
}
