import { SignJWT } from 'jose';
import { ConfigError } from '../config/config-error.js';
import type { RedressConfig } from '../config/redress-config.js';
import { EMBEDDED_ISSUER, openIssuerKey } from './embedded-issuer.js';
import type { StaffRole } from './staff-roles.js';

export interface TokenRequest {
  readonly sub: string;
  readonly name?: string;
  readonly roles: readonly StaffRole[];
  readonly ttlSeconds: number;
}

/**
 * A staff token of the embedded issuer. Throws `ConfigError` when REDRESS_JWKS names another issuer: its tokens are not ours to make.
 */
export async function mintToken(config: RedressConfig, request: TokenRequest): Promise<string> {
  if (config.jwks !== undefined) {
    const problem =
      'names another issuer, so tokens must be asked for there. Leave it unset to use the embedded issuer.';
    throw new ConfigError([{ variable: 'REDRESS_JWKS', problem, example: '' }]);
  }
  const { kid, privateKey } = await openIssuerKey(config.data);
  const issuedAt = Math.floor(Date.now() / 1000);
  const token = new SignJWT({ roles: [...request.roles], ...(request.name !== undefined && { name: request.name }) })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid })
    .setSubject(request.sub)
    .setIssuer(config.jwtIssuer ?? EMBEDDED_ISSUER)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + request.ttlSeconds);
  if (config.jwtAudience !== undefined) token.setAudience(config.jwtAudience);
  return token.sign(privateKey);
}
