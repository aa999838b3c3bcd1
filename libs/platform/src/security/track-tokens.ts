import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { SERVER_SECRETS } from '../service/engines/tokens.js';
import { Problem } from '../http/problems/problem.js';
import type { ServerSecrets } from './server-secrets.js';

/** Audience that marks a token as one for following a complaint. */
export const TRACK_AUDIENCE = 'track';

/** Time before a complainant must present the tracking code again. */
const LIFETIME_SECONDS = 3600;

/** Tokens that let a complainant follow one complaint: HS256 under a dedicated key, so that no other token can replace one. */
@Injectable()
export class TrackTokens {
  constructor(@Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets) {}

  /** Issues a token for this complaint only, valid for an hour of real time. `reference` is in its stored form. */
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

  /** Returns the reference of a token. Throws `Problem('unauthenticated')` for an invalid one. */
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
