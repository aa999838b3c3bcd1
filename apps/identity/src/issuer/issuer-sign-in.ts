import type { SignInDevice } from '@redress/domain';
import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  CONFIG,
  failureSummary,
  Problem,
  type RedressConfig,
  SealedCookie,
  SERVER_SECRETS,
  type ServerSecrets,
  StaffAccounts,
} from '@redress/platform';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { SessionStart, type StartedSession } from '../session/session-start.js';
import { type ClaimedPerson, claimIn, type Claims, personIn } from './claims.js';
import { Issuer, type KnownIssuer } from './issuer.js';

/** Where the issuer sends browsers back to, at our own origin. */
export const CALLBACK_PATH = '/api/session/issuer/callback';
/** Enough for a second factor. */
const STEP_SECONDS = 900;
const PLACE_LENGTH_MAX = 500;

/** Why nobody was signed in, as the sign-in page is told. */
export const issuerFailures = ['unreachable', 'refused', 'no-role', 'disabled', 'taken'] as const;
export type IssuerFailure = (typeof issuerFailures)[number];

/** Nobody was signed in. The cause is in the log, without what the issuer said of a person. */
export class IssuerSignInError extends Error {
  constructor(readonly failure: IssuerFailure) {
    super(`Signing in at the issuer failed: ${failure}.`);
    this.name = 'IssuerSignInError';
  }
}

/** A browser that is sent to the issuer. */
export interface Departure {
  readonly address: string;
  /** For `Set-Cookie`: ties what comes back to this browser. */
  readonly cookie: string;
}

/** A browser that came back. */
export interface Arrival {
  readonly session: StartedSession;
  /** The place that its person wanted to see. */
  readonly place: string;
}

/**
 * Signs staff in at an issuer: authorization code with PKCE (OpenID Connect Core 1.0, 3.1; RFC 7636). State, nonce and verifier are in an
 * encrypted cookie, which comes back with the browser alone. The library checks issuer, audience, times, nonce and signature.
 */
@Injectable()
export class IssuerSignIn {
  private readonly logger = new Logger('issuer');
  private readonly step: SealedCookie<{ state: string; nonce: string; verifier: string; place: string }>;

  constructor(
    private readonly issuer: Issuer,
    private readonly known: StaffAccounts,
    private readonly starting: SessionStart,
    @Inject(SERVER_SECRETS) secrets: ServerSecrets,
    @Inject(CONFIG) config: RedressConfig,
  ) {
    // The issuer's page leads back here, which browsers count as another site's doing.
    this.step = new SealedCookie({ name: 'issuer', sameSite: 'Lax', seconds: STEP_SECONDS }, secrets, config);
  }

  /** The `Set-Cookie` that ends a step. */
  get cleared(): string {
    return this.step.cleared;
  }

  /** Sends a browser to the issuer, and back to a place of ours. Throws an `IssuerSignInError` and `Problem('no-issuer')`. */
  async begin(place: string | undefined): Promise<Departure> {
    const { configuration, settings, origin } = await this.found();
    const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
    const address = buildAuthorizationUrl(configuration, {
      redirect_uri: `${origin}${CALLBACK_PATH}`,
      scope: settings.scopes,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const cookie = await this.step.holding({ state, nonce, verifier, place: ownPlace(place, origin) });
    return { address: address.href, cookie };
  }

  /**
   * Starts a session of whoever came back. `query` is that of the request, `cookies` its `Cookie` header. Throws an `IssuerSignInError` and
   * `Problem('no-issuer')`.
   */
  async finish(query: string, cookies: string | undefined, device: SignInDevice): Promise<Arrival> {
    const known = await this.found();
    const step = await this.step.read(cookies);
    if (step === undefined)
      throw this.failed('refused', new Error('The browser was not sent from here, or too long ago.'));
    const claims = await this.claimsOf(known, new URL(`${known.origin}${CALLBACK_PATH}${query}`), step);
    const person = personIn(claims, known.settings);
    if (person === undefined) throw this.failed('refused', new Error('The subject can name nobody here.'));
    if (person.roles.length === 0) throw this.failed('no-role', new Error('No claim names a role that is known.'));
    return { session: await this.sessionOf(person, known.settings.issuer, device), place: step.place };
  }

  private async claimsOf(
    { configuration, settings }: KnownIssuer,
    answer: URL,
    { state, nonce, verifier }: { readonly state: string; readonly nonce: string; readonly verifier: string },
  ): Promise<Claims> {
    try {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const tokens = await authorizationCodeGrant(configuration, answer, checks);
      const claims: Claims = { ...tokens.claims() };
      const { sub } = claims;
      const isWhole = claimIn(claims, settings.rolesClaim) !== undefined;
      if (isWhole || configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
      // Many issuers keep an ID token short, and say the rest when they are asked.
      return { ...(await fetchUserInfo(configuration, tokens.access_token, String(sub))), ...claims };
    } catch (error) {
      throw this.failed('refused', error);
    }
  }

  private async sessionOf(
    { username, name, roles, teams }: ClaimedPerson,
    issuer: string,
    device: SignInDevice,
  ): Promise<StartedSession> {
    const person = this.known.personOf(username);
    const known = await this.known.of(person);
    const holder = known && (await this.known.holderOf(known));
    const said = {
      username,
      ...(holder?.name !== name && { name }),
      roles,
      ...(teams && { teams }),
      subject: this.known.issuerSubjectOf(issuer, username),
      isTheirs: holder?.username === username,
    };
    try {
      return await this.starting.ofIssuer(person, said, device);
    } catch (error) {
      const code = error instanceof Problem ? error.code : undefined;
      if (code === 'account-disabled') throw this.failed('disabled', error);
      if (code === 'issuer-account-taken') throw this.failed('taken', error);
      throw error;
    }
  }

  private async found(): Promise<KnownIssuer> {
    try {
      return await this.issuer.find();
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new IssuerSignInError('unreachable');
    }
  }

  private failed(failure: IssuerFailure, cause: unknown): IssuerSignInError {
    this.logger.warn({ issuerSignIn: failure, error: failureSummary(cause) });
    return new IssuerSignInError(failure);
  }
}

/** A place of our own pages; the front of the desk for anything else, so that no link through here leads elsewhere. */
function ownPlace(place: string | undefined, origin: string): string {
  const otherwise = '/sign-in';
  if (place === undefined || place.length > PLACE_LENGTH_MAX || !URL.canParse(place, origin)) return otherwise;
  const { origin: found, pathname, search } = new URL(place, origin);
  return found === origin && !pathname.startsWith('//') ? `${pathname}${search}` : otherwise;
}
