import { NAME_LENGTH_MAX, type StaffRole, staffRoles, TEAMS_MAX } from '@redress/contracts';
import { isPersonName } from '@redress/domain';
import type { OidcSettings } from '@redress/platform';

export type Claims = Readonly<Record<string, unknown>>;

/** What an issuer says of somebody, in our words. */
export interface ClaimedPerson {
  /** Their subject, which is their username here. */
  readonly username: string;
  readonly name: string;
  /** Empty for somebody who may do nothing here. */
  readonly roles: readonly StaffRole[];
  readonly teams?: readonly string[];
}

/** A claim by its name, or by its path through objects: `realm_access.roles`. Undefined for none. */
export function claimIn(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let found: unknown = claims;
  for (const step of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Claims)[step];
  }
  return found;
}

/** Undefined for a subject that can name nobody here: too long, or with letters that cannot be told apart. */
export function personIn(claims: Claims, settings: OidcSettings): ClaimedPerson | undefined {
  const { sub: username, name, preferred_username: preferred } = claims;
  if (typeof username !== 'string' || username.length > NAME_LENGTH_MAX || !isPersonName(username)) return undefined;
  const teams = teamsIn(claimIn(claims, settings.teamsClaim));
  const shown = [name, preferred].find((one) => typeof one === 'string' && one.trim() !== '') as string | undefined;
  return {
    username,
    name: Array.from((shown ?? username).toWellFormed())
      .slice(0, NAME_LENGTH_MAX)
      .join(''),
    roles: rolesIn(claimIn(claims, settings.rolesClaim), settings),
    ...(teams.length > 0 && { teams }),
  };
}

/** The roles that we know, in their order; the names of others grant nothing. */
function rolesIn(claim: unknown, { roles }: OidcSettings): readonly StaffRole[] {
  const theirs = textsIn(claim);
  const ours = roles === undefined ? theirs : theirs.flatMap((one) => roles.get(one) ?? []);
  return staffRoles.filter((role) => ours.includes(role));
}

function teamsIn(claim: unknown): readonly string[] {
  const teams = textsIn(claim).filter((team) => team.trim() !== '' && team.length <= NAME_LENGTH_MAX);
  return [...new Set(teams)].slice(0, TEAMS_MAX);
}

/** The texts of a list; a single text counts as a list of one, since some issuers write it so. */
function textsIn(claim: unknown): readonly string[] {
  return [claim].flat().filter((one) => typeof one === 'string');
}
