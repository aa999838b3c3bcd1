import { Inject, Injectable } from '@nestjs/common';
import type { Reference } from '@redress/contracts';
import { toReference } from '@redress/domain';
import { jwtVerify, SignJWT } from 'jose';
import { SERVER_SECRETS } from '../service/engines/tokens.js';
import { Problem } from '../http/problems/problem.js';
import type { ServerSecrets } from './server-secrets.js';

/** Audience that marks a token as one for following a complaint. */
export const TRACK_AUDIENCE = 'track';

/** Claim with the version of the code. */
const CODE_VERSION = 'code';

/** What a token gives access to, and by which of its codes. */
export interface TrackedByToken {
  readonly reference: Reference;
  readonly codeVersion: number;
}

/** Time before a complainant must present the tracking code again. */
const LIFETIME_SECONDS = 3600;

/** Tokens that let a complainant follow one complaint: HS256 under a dedicated key, so that no other token can replace one. */
@Injectable()
export class TrackTokens {
  constructor(@Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets) {}

  /**
   * Issues a token for this complaint only, valid for an hour of real time, and no longer than the code of this version, for which it was
   * exchanged. `reference` is in its stored form.
   */
  issue(reference: Reference, codeVersion = 1): Promise<string> {
    const issuedAt = Math.floor(Date.now() / 1000);
    return new SignJWT({ [CODE_VERSION]: codeVersion })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(reference)
      .setAudience(TRACK_AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + LIFETIME_SECONDS)
      .sign(this.secrets.trackTokenKey);
  }

  /** Returns the reference and the version of the code of a token. Throws `Problem('unauthenticated')` for an invalid one. */
  async verify(token: string): Promise<TrackedByToken> {
    try {
      const { payload } = await jwtVerify(token, this.secrets.trackTokenKey, {
        algorithms: ['HS256'],
        audience: TRACK_AUDIENCE,
        requiredClaims: ['sub', 'exp'],
      });
      // One without a version was issued when there was only the first code.
      return {
        reference: toReference(payload.sub ?? ''),
        codeVersion: (payload[CODE_VERSION] as number | undefined) ?? 1,
      };
    } catch {
      throw new Problem('unauthenticated');
    }
  }
}
