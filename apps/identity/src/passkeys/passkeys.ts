import type { SignInDevice } from '@redress/domain';
import { Inject, Injectable } from '@nestjs/common';
import { PERSON_PATTERN } from '@redress/contracts';
import type { CommandSource, Outcome } from '@redress/eventing';
import {
  CONFIG,
  Limits,
  Problem,
  type RedressConfig,
  SealedCookie,
  SERVER_SECRETS,
  type ServerSecrets,
  StaffAccounts,
} from '@redress/platform';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { Accounts } from '../accounts/accounts.js';
import { SessionStart, type StartedSession } from '../session/session-start.js';
import type { RelyingParty } from './relying-party.js';

/** What browsers show as the name of the site. */
const NAME = 'Redress';
/** Enough to find a security key. */
const CHALLENGE_SECONDS = 300;
const MS_PER_SECOND = 1_000;
const CHALLENGE_BYTES = 32;
const IS_PERSON = new RegExp(PERSON_PATTERN);

/** What an authenticator answers when it made a passkey; each in base64url. */
export interface MadePasskey {
  readonly name: string;
  readonly credential: string;
  readonly clientData: string;
  readonly attestation: string;
}

/** What an authenticator answers when it was asked for a passkey; each in base64url. */
export interface ShownPasskey {
  readonly credential: string;
  readonly clientData: string;
  readonly authenticatorData: string;
  readonly signature: string;
  /** The user handle that the passkey was made with: the person, as UTF-8. */
  readonly userHandle: string;
}

/** What a browser must do next, and the cookie that ties its answer to it. */
export interface Challenge<Options> {
  readonly options: Options;
  readonly cookie: string;
}

/** Ways to sign in by a passkey (WebAuthn Level 3): discoverable, so that nobody types a username, and only with the user verified. */
@Injectable()
export class Passkeys {
  /** The password by which the owner has just proved who they are is in the cookie, by its name. */
  private readonly making: SealedCookie<{ challenge: string; person: string; from: string }>;
  private readonly showing: SealedCookie<{ challenge: string }>;

  constructor(
    private readonly accounts: Accounts,
    private readonly known: StaffAccounts,
    private readonly starting: SessionStart,
    private readonly limits: Limits,
    @Inject(SERVER_SECRETS) secrets: ServerSecrets,
    @Inject(CONFIG) config: RedressConfig,
  ) {
    const shared = { sameSite: 'Strict', seconds: CHALLENGE_SECONDS } as const;
    this.making = new SealedCookie({ name: 'new-passkey', ...shared }, secrets, config);
    this.showing = new SealedCookie({ name: 'passkey', ...shared }, secrets, config);
  }

  /** The `Set-Cookie` that makes a browser forget that it was asked for a passkey. */
  get cleared(): string {
    return this.showing.cleared;
  }

  /** Asks the owner of an account, who has just given the password that `from` names, for a new passkey. */
  async askForNew(
    person: string,
    from: string,
    { id: rpID }: RelyingParty,
  ): Promise<Challenge<PublicKeyCredentialCreationOptionsJSON>> {
    const known = await this.known.of(person);
    if (known === undefined) throw new Problem('account-unknown');
    const { username = person, name = username } = await this.known.holderOf(known);
    const passkeys = await this.known.passkeysOf(known);
    const challenge = newChallenge();
    const options = await generateRegistrationOptions({
      rpName: NAME,
      rpID,
      userName: username,
      userDisplayName: name,
      userID: new TextEncoder().encode(person),
      challenge,
      timeout: CHALLENGE_SECONDS * MS_PER_SECOND,
      attestationType: 'none',
      excludeCredentials: passkeys.flatMap(({ credential }) => (credential === undefined ? [] : [{ id: credential }])),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return { options, cookie: await this.making.holding({ challenge: options.challenge, person, from }) };
  }

  /** Adds the passkey that was made. Throws `Problem('passkey-not-made')` for the answer to another question, or to none. */
  async add(
    person: string,
    { name, credential, clientData, attestation }: MadePasskey,
    { party, cookies, source }: AnsweredHere & { readonly source: CommandSource },
  ): Promise<Outcome> {
    const asked = await this.making.read(cookies);
    if (asked?.person !== person) throw new Problem('passkey-not-made');
    const made = await verified(() =>
      verifyRegistrationResponse({
        response: {
          ...answerOf(credential),
          response: { clientDataJSON: clientData, attestationObject: attestation },
        },
        expectedChallenge: asked.challenge,
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        requireUserVerification: true,
      }),
    );
    if (made?.verified !== true) throw new Problem('passkey-not-made');
    const { id, publicKey, counter } = made.registrationInfo.credential;
    const data = {
      from: asked.from,
      passkey: this.known.passkeyOf(id),
      credential: id,
      name,
      publicKey: Buffer.from(publicKey).toString('base64url'),
      counter,
    };
    return this.accounts.decide(person, { type: 'add-passkey', data }, source);
  }

  /** Asks whoever is there for a passkey, whosever it is. */
  async ask({ id: rpID }: RelyingParty): Promise<Challenge<PublicKeyCredentialRequestOptionsJSON>> {
    const options = await generateAuthenticationOptions({
      rpID,
      challenge: newChallenge(),
      timeout: CHALLENGE_SECONDS * MS_PER_SECOND,
      userVerification: 'required',
    });
    return { options, cookie: await this.showing.holding({ challenge: options.challenge }) };
  }

  /**
   * Starts a session of whoever showed a passkey. Throws `Problem('passkey-refused')` for any other answer, without saying what is wrong
   * with it, and `rate-limited` after too many. An answer works once.
   */
  async signIn(shown: ShownPasskey, here: AnsweredHere, client: string): Promise<StartedSession> {
    // Nobody guesses a signature; what is limited is the work that wrong ones make.
    const attempt = [{ limit: 'sign-ins-per-client', of: client }] as const;
    await this.limits.count(attempt);
    const session = await this.limits.settle(
      attempt,
      () => this.sessionOf(shown, here),
      (started) => started === undefined,
    );
    if (session === undefined) throw refused();
    return session;
  }

  private async sessionOf(
    shown: ShownPasskey,
    { party, cookies, device }: AnsweredHere,
  ): Promise<StartedSession | undefined> {
    const asked = await this.showing.read(cookies);
    const person = Buffer.from(shown.userHandle, 'base64url').toString();
    const known = IS_PERSON.test(person) ? await this.known.of(person) : undefined;
    if (asked === undefined || known === undefined) return undefined;
    const passkey = this.known.passkeyOf(shown.credential);
    const held = (await this.known.passkeysOf(known)).find(({ id }) => id === passkey);
    if (held === undefined) return undefined;
    const answer = await verified(() =>
      verifyAuthenticationResponse({
        response: {
          ...answerOf(shown.credential),
          response: {
            clientDataJSON: shown.clientData,
            authenticatorData: shown.authenticatorData,
            signature: shown.signature,
            userHandle: shown.userHandle,
          },
        },
        expectedChallenge: asked.challenge,
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        requireUserVerification: true,
        credential: {
          id: shown.credential,
          publicKey: new Uint8Array(Buffer.from(held.publicKey, 'base64url')),
          counter: held.counter,
        },
      }),
    );
    if (answer?.verified !== true) return undefined;
    const proof = { by: 'passkey', passkey, counter: answer.authenticationInfo.newCounter } as const;
    return this.starting.of(person, proof, device, { name: `passkey:${asked.challenge}`, refused: 'passkey-refused' });
  }
}

/** Where an answer came from, and what the browser was asked before. */
export interface AnsweredHere {
  readonly party: RelyingParty;
  /** The `Cookie` header. */
  readonly cookies: string | undefined;
  readonly device: SignInDevice;
}

function newChallenge(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES));
}

/** What the library says, which throws for most faults of an answer: its messages are for programmers, and name credentials. */
async function verified<Answer>(verify: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await verify();
  } catch {
    return undefined;
  }
}

function answerOf(credential: string) {
  return { id: credential, rawId: credential, type: 'public-key' as const, clientExtensionResults: {} };
}

function refused(): Problem {
  return Problem.ofRefusal({ refused: 'passkey-refused' });
}
