import { Injectable } from '@nestjs/common';
import { decodeJwt, type JWTPayload } from 'jose';
import { Problem } from '../problems/problem.js';
import type { Caller } from './caller.js';
import { StaffTokens } from './staff-tokens.js';
import { TRACK_AUDIENCE, TrackTokens } from './track-tokens.js';

/** A caller before the permissions table was asked: who, and with which roles. */
export interface Identity extends Omit<Caller, 'actor'> {
  readonly id: string;
}

const ANONYMOUS: Identity = { kind: 'anonymous', id: 'complainant', roles: ['complainant'] };
const TOKEN_LENGTH_MAX = 8192;

/** Tells who sends a request by its `Authorization` header. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly staffTokens: StaffTokens,
    private readonly trackTokens: TrackTokens,
  ) {}

  /**
   * No header is an anonymous caller. A header that does not hold a valid token is never taken for none: `Problem('unauthenticated')`,
   * without saying what is wrong with it.
   */
  async identify(header: string | undefined): Promise<Identity> {
    if (header === undefined) return ANONYMOUS;
    const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header)?.[1];
    if (token === undefined || token.length > TOKEN_LENGTH_MAX) throw new Problem('unauthenticated');
    if (audienceOf(token) === TRACK_AUDIENCE) {
      return {
        kind: 'complainant',
        id: 'complainant',
        roles: ['complainant'],
        reference: await this.trackTokens.verify(token),
      };
    }
    const { sub, roles, name } = await this.staffTokens.verify(token);
    return { kind: 'staff', id: sub, roles, ...(name !== undefined && { name }) };
  }
}

/** The audience a token claims, unverified: it only chooses which keys the token must then be verified with. */
function audienceOf(token: string): JWTPayload['aud'] {
  try {
    return decodeJwt(token).aud;
  } catch {
    throw new Problem('unauthenticated');
  }
}
