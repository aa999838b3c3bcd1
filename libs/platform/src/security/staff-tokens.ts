import { type StaffRole, staffRoles, TEAMS_MAX } from '@redress/contracts';
import { type Instant, instantOf, isPersonName } from '@redress/domain';
import { jwtVerify, type JWTVerifyOptions, SignJWT } from 'jose';
import { ConfigError } from '../service/configuration/settings.js';
import type { RedressConfig } from '../service/configuration/redress-config.js';
import { Problem } from '../http/problems/problem.js';
import { EMBEDDED_ISSUER, type KeyFinder, loadKeySet, openIssuerKey } from './token-keys.js';

/** Claims of a valid staff token. */
export interface StaffClaims extends TeamAccess {
  readonly sub: string;
  readonly name?: string;
  readonly roles: readonly StaffRole[];
  readonly expiresAt: Instant;
}

/** What the teams of a member of staff open to them. */
export interface TeamAccess {
  /** The teams and organization units of whose complaints alone they know. Absent: those of all. */
  readonly teams?: readonly string[];
  /** The teams that they belong to, wherever cases are open to; {@link ALL_TEAMS} stands for all. Absent: none. */
  readonly ownTeams?: readonly string[];
}

/** Tolerated difference between the clocks of issuer and server. */
export const CLOCK_TOLERANCE_SECONDS = 60;
const MS_PER_SECOND = 1_000;
/** The last second of the year 9999: no instant can name a later one. */
const LAST_SECOND = 253_402_300_799;
const SUBJECT_LENGTH_MAX = 200;
/** In place of a team's name: all teams. */
export const ALL_TEAMS = '*';

/**
 * Verifies staff tokens (RFC 7519) with the configured key set, or with the embedded issuer's key if none is configured. Uses the machine's
 * clock, never the moved one, since other issuers only know real time.
 */
export class StaffTokens {
  private constructor(
    private readonly keys: KeyFinder,
    private readonly options: JWTVerifyOptions,
    private readonly openTo: RedressConfig['casesOpenTo'],
  ) {}

  /** Loads or creates the keys. Throws `ConfigError` when REDRESS_JWKS cannot be used. */
  static async open(config: RedressConfig): Promise<StaffTokens> {
    const embedded = config.jwks === undefined;
    const keys = config.jwks === undefined ? await embeddedKeys(config.data) : await loadKeySet(config.jwks);
    const issuer = config.jwtIssuer ?? (embedded ? EMBEDDED_ISSUER : undefined);
    const options = {
      algorithms: embedded ? ['EdDSA', 'Ed25519'] : ['HS256', 'RS256', 'EdDSA', 'Ed25519'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['sub', 'roles', 'exp'],
      ...(issuer !== undefined && { issuer }),
      ...(config.jwtAudience !== undefined && { audience: config.jwtAudience }),
    };
    return new StaffTokens(keys, options, config.casesOpenTo);
  }

  /** Throws `Problem('unauthenticated')` for anything but a valid token, and `store-unavailable` when the key set cannot be fetched. */
  async verify(token: string): Promise<StaffClaims> {
    const payload = await this.payloadOf(token);
    const roles = staffRolesIn(payload['roles']);
    const { sub, name, exp } = payload;
    if (roles === undefined || typeof sub !== 'string' || sub.length > SUBJECT_LENGTH_MAX || !isPersonName(sub)) {
      throw new Problem('unauthenticated');
    }
    return {
      sub,
      roles,
      ...teamAccessOf(payload['teams'], this.openTo),
      ...(typeof name === 'string' && { name }),
      // The token was required to have it.
      expiresAt: instantOf(Math.min(Math.trunc(Number(exp)), LAST_SECOND) * MS_PER_SECOND),
    };
  }

  private async payloadOf(token: string): Promise<{ readonly [claim: string]: unknown }> {
    try {
      return (await jwtVerify(token, this.keys, this.options)).payload;
    } catch (error) {
      throw error instanceof Problem ? error : new Problem('unauthenticated');
    }
  }
}

/** What a list of teams opens. Throws `Problem('unauthenticated')` for anything else, where cases are open to teams alone. */
export function teamAccessOf(claim: unknown, openTo: RedressConfig['casesOpenTo']): TeamAccess {
  const teams = openTo === 'teams' ? teamsIn(claim) : undefined;
  const ownTeams = isListOfTeams(claim) && claim.length > 0 ? claim : undefined;
  return { ...(teams && { teams }), ...(ownTeams && { ownTeams }) };
}

/**
 * The teams of a token, none for one that names none; undefined for all teams. Throws `Problem('unauthenticated')` for anything but a list of
 * names: a claim that cannot be read opens nothing.
 */
function teamsIn(claim: unknown = []): readonly string[] | undefined {
  if (!isListOfTeams(claim)) throw new Problem('unauthenticated');
  return claim.includes(ALL_TEAMS) ? undefined : claim;
}

function isListOfTeams(claim: unknown): claim is readonly string[] {
  return Array.isArray(claim) && claim.length <= TEAMS_MAX && claim.every((team) => typeof team === 'string');
}

async function embeddedKeys(data: string): Promise<KeyFinder> {
  const { publicKey } = await openIssuerKey(data);
  return () => Promise.resolve(publicKey);
}

export interface TokenRequest {
  readonly sub: string;
  readonly name?: string;
  readonly roles: readonly StaffRole[];
  readonly teams?: readonly string[];
  readonly ttlSeconds: number;
}

/**
 * Creates a staff token of the embedded issuer. Throws `ConfigError` when REDRESS_JWKS names another issuer, whose private key is not
 * available here.
 */
export async function mintToken(config: RedressConfig, request: TokenRequest): Promise<string> {
  if (config.jwks !== undefined) {
    const problem =
      'names another issuer, so tokens must be asked for there. Leave it unset to use the embedded issuer.';
    throw new ConfigError([{ variable: 'REDRESS_JWKS', problem, example: '' }]);
  }
  const { kid, privateKey } = await openIssuerKey(config.data);
  const issuedAt = Math.floor(Date.now() / 1000);
  const { roles, teams, name } = request;
  const token = new SignJWT({ roles, ...(teams && { teams }), ...(name !== undefined && { name }) })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid })
    .setSubject(request.sub)
    .setIssuer(config.jwtIssuer ?? EMBEDDED_ISSUER)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + request.ttlSeconds);
  if (config.jwtAudience !== undefined) token.setAudience(config.jwtAudience);
  return token.sign(privateKey);
}

/** Returns the known roles of a token; unknown ones grant nothing. Undefined when the claim is not a list. */
export function staffRolesIn(claim: unknown): readonly StaffRole[] | undefined {
  return Array.isArray(claim) ? staffRoles.filter((role) => claim.includes(role)) : undefined;
}
