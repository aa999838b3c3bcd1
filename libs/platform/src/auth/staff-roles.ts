/** The roles that a token may carry. `complainant` and `system` are roles as well, but no token makes anybody one of them. */
export const staffRoles = ['intake-agent', 'handler', 'supervisor', 'analyst', 'compliance', 'admin'] as const;

export type StaffRole = (typeof staffRoles)[number];

/** The known ones among a token's roles; unknown ones grant nothing. Undefined when the claim is not a list. */
export function staffRolesIn(claim: unknown): readonly StaffRole[] | undefined {
  return Array.isArray(claim) ? staffRoles.filter((role) => claim.includes(role)) : undefined;
}
