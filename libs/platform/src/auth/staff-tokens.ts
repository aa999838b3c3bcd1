import { jwtVerify, type JWTVerifyOptions } from 'jose';
import type { RedressConfig } from '../config/redress-config.js';
import { Problem } from '../problems/problem.js';
import { EMBEDDED_ISSUER, openIssuerKey } from './embedded-issuer.js';
import { loadKeySet, type KeyFinder } from './key-set.js';
import { staffRolesIn, type StaffRole } from './staff-roles.js';

/** What a valid staff token says. */
export interface StaffClaims {
  readonly sub: string;
  readonly name?: string;
  readonly roles: readonly StaffRole[];
}

/** Clocks of issuer and server may differ by this much. */
const CLOCK_TOLERANCE_SECONDS = 60;
const SUBJECT_LENGTH_MAX = 200;

/**
 * Verifies staff tokens (RFC 7519) against the configured key set, or against the embedded issuer's key when none is configured.
 * Time is the machine's, never the moved clock's: tokens come from outside, where time goes on as usual.
 */
export class StaffTokens {
  private constructor(
    private readonly keys: KeyFinder,
    private readonly options: JWTVerifyOptions,
  ) {}

  /** Loads or makes the keys. Throws `ConfigError` when REDRESS_JWKS cannot be used. */
  static async open(config: RedressConfig): Promise<StaffTokens> {
    const embedded = config.jwks === undefined;
    const keys = config.jwks === undefined ? await embeddedKeys(config.data) : await loadKeySet(config.jwks);
    const issuer = config.jwtIssuer ?? (embedded ? EMBEDDED_ISSUER : undefined);
    return new StaffTokens(keys, {
      algorithms: embedded ? ['EdDSA', 'Ed25519'] : ['HS256', 'RS256', 'EdDSA', 'Ed25519'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['sub', 'roles', 'exp'],
      ...(issuer !== undefined && { issuer }),
      ...(config.jwtAudience !== undefined && { audience: config.jwtAudience }),
    });
  }

  /** Throws `Problem('unauthenticated')` for anything but a valid token; key sets that cannot be fetched are `store-unavailable`. */
  async verify(token: string): Promise<StaffClaims> {
    const payload = await this.payloadOf(token);
    const roles = staffRolesIn(payload['roles']);
    const { sub, name } = payload;
    if (roles === undefined || typeof sub !== 'string' || sub === '' || sub.length > SUBJECT_LENGTH_MAX) {
      throw new Problem('unauthenticated');
    }
    return { sub, roles, ...(typeof name === 'string' && { name }) };
  }

  private async payloadOf(token: string): Promise<{ readonly [claim: string]: unknown }> {
    try {
      return (await jwtVerify(token, this.keys, this.options)).payload;
    } catch (error) {
      throw error instanceof Problem ? error : new Problem('unauthenticated');
    }
  }
}

async function embeddedKeys(data: string): Promise<KeyFinder> {
  const { publicKey } = await openIssuerKey(data);
  return () => Promise.resolve(publicKey);
}
