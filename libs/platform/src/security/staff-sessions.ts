import { Inject, Injectable } from '@nestjs/common';
import { byTime, epochMsOf, type Instant, instantOf } from '@redress/domain';
import { toActorId } from '@redress/eventing';
import { jwtVerify, SignJWT } from 'jose';
import { createHash, randomBytes } from 'node:crypto';
import type { RedressConfig } from '../service/configuration/redress-config.js';
import { CONFIG, SERVER_SECRETS } from '../service/engines/tokens.js';
import type { Caller, Identity } from './caller.js';
import { cookieIn, isSecureAt } from './cookies.js';
import type { ServerSecrets } from './server-secrets.js';
import { SESSION_USE_MS, SessionUses } from './session-uses.js';
import { StaffAccounts } from './staff-accounts.js';
import { keepsAccounts } from '../service/configuration/sign-in-settings.js';
import { teamAccessOf } from './staff-tokens.js';

/** Audience that marks a token as the cookie of a session. */
const SESSION_AUDIENCE = 'staff-session';
const SECRET_BYTES = 32;
const MS_PER_SECOND = 1_000;
/** A cookie is renewed with the first request after so long: not with each, since pages make many at once. */
const RENEWED_AFTER_SECONDS = 60;
const COOKIE_LENGTH_MAX = 2_048;

/** A session that is about to start. */
export interface NewSession {
  /** SHA-256 of the secret: all that is stored. */
  readonly id: string;
  /** For the cookie alone. */
  readonly secret: string;
  /** When it ends, however much it is used. */
  readonly endsAt: Instant;
}

/** A request's session. */
export interface FoundSession {
  readonly identity: Identity;
  /** The cookie that takes the place of the one sent, when that is old enough. */
  readonly renewed?: string;
}

/** What a cookie says, once its signature was verified. */
interface CookieClaims {
  readonly person: string;
  readonly secret: string;
  /** When it was last renewed, in seconds since 1970. */
  readonly usedAt: number;
}

/**
 * The sessions of staff who signed in, by whichever way. That one began and ended is in the log, with the SHA-256 of its secret, so that a
 * restart keeps it and signing out ends it in every service at once. When it was last used is in the cookie, a signed token (RFC 7519) under
 * a key of its own, because no event is recorded for a request that only reads; its person sees it to five minutes ({@link SessionUses}). Uses the
 * machine's clock, as tokens do.
 */
@Injectable()
export class StaffSessions {
  private readonly cookieName: string;
  private readonly attributes: string;

  constructor(
    private readonly accounts: StaffAccounts,
    @Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets,
    @Inject(CONFIG) private readonly config: RedressConfig,
    private readonly uses: SessionUses,
  ) {
    const isSecure = isSecureAt(config.publicUrl);
    // Browsers keep a cookie of that prefix only when it is for this host alone and sent over TLS.
    this.cookieName = isSecure ? '__Host-redress-session' : 'redress-session';
    this.attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  }

  /** A session to be recorded as started. */
  create(now_ms: number = Date.now()): NewSession {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    return { id: idOf(secret), secret, endsAt: instantOf(now_ms + this.config.sessions.endSeconds * MS_PER_SECOND) };
  }

  /** The `Set-Cookie` of a session that was recorded, used at this moment. It ends with the session, or when that is idle for too long. */
  async cookieFor(person: string, { secret, endsAt }: Omit<NewSession, 'id'>, now_ms = Date.now()): Promise<string> {
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(person)
      .setAudience(SESSION_AUDIENCE)
      .setJti(secret)
      .setIssuedAt(Math.floor(now_ms / MS_PER_SECOND))
      .setExpirationTime(Math.floor(epochMsOf(this.endOf(endsAt, now_ms)) / MS_PER_SECOND))
      .sign(this.secrets.sessionKey);
    // Without Max-Age: a browser that is closed forgets it.
    return `${this.cookieName}=${token}; ${this.attributes}`;
  }

  /** The `Set-Cookie` that makes a browser forget its session. */
  get clearedCookie(): string {
    return `${this.cookieName}=; ${this.attributes}; Max-Age=0`;
  }

  /** When a session ends that is used now and no more. */
  endOf(endsAt: Instant, now_ms = Date.now()): Instant {
    const idle = instantOf(now_ms + this.config.sessions.idleSeconds * MS_PER_SECOND);
    return byTime(idle, endsAt) < 0 ? idle : endsAt;
  }

  /** Whether a session that was last used then has certainly ended, because it is idle for too long. */
  isIdle(usedAt: Instant, now_ms = Date.now()): boolean {
    // Uses that are nearer to the one known are not noted.
    return now_ms - epochMsOf(usedAt) > this.config.sessions.idleSeconds * MS_PER_SECOND + SESSION_USE_MS;
  }

  /**
   * The session of a request by its `Cookie` header. Undefined for none, and for one that ended: whoever was signed in once may still do what
   * strangers may. Throws the errors of `EventStore`.
   */
  async find(header: string | undefined, now_ms = Date.now()): Promise<FoundSession | undefined> {
    const claims = await this.claimsIn(header, now_ms);
    if (claims === undefined || !keepsAccounts(this.config)) return undefined;
    const { person, secret, usedAt } = claims;
    const account = (await this.accounts.of(person))?.account;
    const session = account?.sessions.find(({ id }) => id === idOf(secret));
    if (account === undefined || session === undefined) return undefined;
    this.uses.note(person, session.id, account.sessions, now_ms);
    const isOld = now_ms / MS_PER_SECOND - usedAt >= RENEWED_AFTER_SECONDS;
    return {
      identity: {
        kind: 'staff',
        id: toActorId(person),
        roles: account.roles,
        ...teamAccessOf(account.teams, this.config.casesOpenTo),
        session: session.id,
        expiresAt: this.endOf(session.endsAt, now_ms),
      },
      ...(isOld && { renewed: await this.cookieFor(person, { secret, endsAt: session.endsAt }, now_ms) }),
    };
  }

  /**
   * Whether the session that somebody came with goes on, with the roles and teams that it had then. True for who came with a token, which is
   * nobody's to end. Throws the errors of `EventStore`.
   */
  async goesOn({
    actor,
    session,
    roles,
    teams,
  }: Pick<Caller, 'actor' | 'session' | 'roles' | 'teams'>): Promise<boolean> {
    if (session === undefined) return true;
    const account = (await this.accounts.of(actor.id))?.account;
    if (account?.sessions.some(({ id }) => id === session) !== true) return false;
    const access = teamAccessOf(account.teams, this.config.casesOpenTo);
    return JSON.stringify([account.roles, access.teams]) === JSON.stringify([roles, teams]);
  }

  private async claimsIn(header: string | undefined, now_ms: number): Promise<CookieClaims | undefined> {
    const token = cookieIn(header, this.cookieName);
    if (token === undefined || token.length > COOKIE_LENGTH_MAX) return undefined;
    try {
      const { payload } = await jwtVerify(token, this.secrets.sessionKey, {
        algorithms: ['HS256'],
        audience: SESSION_AUDIENCE,
        requiredClaims: ['sub', 'jti', 'iat', 'exp'],
        currentDate: new Date(now_ms),
      });
      return { person: String(payload.sub), secret: String(payload.jti), usedAt: Number(payload.iat) };
    } catch {
      return undefined;
    }
  }
}

function idOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
