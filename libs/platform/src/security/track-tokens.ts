import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { SERVER_SECRETS } from '../service/engines/tokens.js';
import { Problem } from '../http/problems/problem.js';
import type { ServerSecrets } from './server-secrets.js';

/** Audience that marks a token as one for following a complaint. */
export const TRACK_AUDIENCE = 'track';

/** How long a complainant may follow a complaint before the tracking code is asked for again. */
const LIFETIME_SECONDS = 3600;

/** Tokens that let a complainant follow one complaint: HS256 under a key of their own, so that no other token can stand in for one. */
@Injectable()
export class TrackTokens {
  constructor(@Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets) {}

  /** A token for this complaint alone, good for an hour of real time. `reference` is in its stored form. */
  issue(reference: string): Promise<string> {
    const issuedAt = Math.floor(Date.now() / 1000);
    return new SignJWT()
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(reference)
      .setAudience(TRACK_AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + LIFETIME_SECONDS)
      .sign(this.secrets.trackTokenKey);
  }

  /** The reference that a token is for. Throws `Problem('unauthenticated')` for any other. */
  async verify(token: string): Promise<string> {
    try {
      const { payload } = await jwtVerify(token, this.secrets.trackTokenKey, {
        algorithms: ['HS256'],
        audience: TRACK_AUDIENCE,
        requiredClaims: ['sub', 'exp'],
      });
      return payload.sub as string;
    } catch {
      throw new Problem('unauthenticated');
    }
  }
}
