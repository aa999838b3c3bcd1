import { Inject, Injectable, Logger } from '@nestjs/common';
import type { SignInDevice } from '@redress/domain';
import type { CommandSource } from '@redress/eventing';
import {
  acceptedOrProblem,
  failureSummary,
  Limits,
  Metrics,
  Problem,
  StaffAccounts,
  TIME_SOURCE,
  type TimeSource,
  type Use,
} from '@redress/platform';
import { Accounts } from '../accounts/accounts.js';
import { type Arrival, IssuerSignIn } from '../issuer/issuer-sign-in.js';
import { type AnsweredHere, Passkeys, type ShownPasskey } from '../passkeys/passkeys.js';
import { PasswordHashing } from '../passwords/password-hashing.js';
import { roleOf, SessionStart, sourceOf, type StartedSession } from './session-start.js';
import { attemptOn } from './sign-in-limits.js';

const OUTCOMES = ['signed-in', 'refused', 'limited', 'link-used', 'link-refused', 'password-changed'] as const;
type SignInOutcome = (typeof OUTCOMES)[number];

/** What somebody sends with a link. */
export interface LinkUse {
  readonly link: string;
  readonly password: string;
  /** For the first administrator, whom nobody has named. */
  readonly username?: string;
  readonly name?: string;
}

/** Where somebody signs in from. */
export interface SignInPlace {
  /** The network that attempts are counted for. */
  readonly client: string;
  readonly device: SignInDevice;
}

/**
 * Signs members of staff in. What went wrong is never said, neither to them nor in the log; that something did is in the metrics and, for an
 * operator who looks for an attack, in the log.
 */
@Injectable()
export class SignIn {
  private readonly logger = new Logger('sign-in');
  private readonly count: (outcome: SignInOutcome) => void;

  constructor(
    private readonly accounts: Accounts,
    private readonly known: StaffAccounts,
    private readonly starting: SessionStart,
    private readonly passwords: PasswordHashing,
    private readonly passkeys: Passkeys,
    private readonly issuer: IssuerSignIn,
    private readonly limits: Limits,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    metrics: Metrics,
  ) {
    this.count = metrics.counter(
      'redress_sign_ins_total',
      'Attempts to sign in, to use a link and to change a password, by what came of them.',
      'outcome',
      OUTCOMES,
    );
  }

  /**
   * Starts a session of whoever has this username and password. Throws `Problem('sign-in-refused')` otherwise, after the same work whether or
   * not there is such a username, and `rate-limited` when there were too many attempts before.
   */
  async withPassword(username: string, password: string, { client, device }: SignInPlace): Promise<StartedSession> {
    const person = this.known.personOf(username);
    const proved = await this.proving({ person, password, client });
    if (proved === undefined) throw this.noted('refused', new Problem('sign-in-refused'));
    return this.noting('signed-in', await this.starting.of(person, { by: 'password', password: proved }, device));
  }

  /** Sets a password with a link and starts a session. Throws `Problem('link-refused')` for one that is wrong, was used, or has ended. */
  async withLink({ link, ...use }: LinkUse, { client, device }: SignInPlace): Promise<StartedSession> {
    const attempt = [{ limit: 'wrong-links-per-client', of: client }] as const;
    await this.limited(attempt);
    const usable = await this.accounts.usable(link);
    if (usable === undefined) throw this.noted('link-refused', new Problem('link-refused'));
    await this.limits.takeBack(attempt);
    const person = usable.for === 'first' ? await this.found(use) : await this.useOf(usable, use);
    this.note('link-used');
    const { password = '' } = (await this.known.of(person))?.account ?? {};
    return this.noting('signed-in', await this.starting.of(person, { by: 'link', password }, device));
  }

  /** Changes the password of whoever knows the present one; ends all sessions but the one named. Throws `current-password-refused`. */
  async changePassword(
    person: string,
    { current, next, keeps }: { readonly current: string; readonly next: string; readonly keeps: string | undefined },
    { client, source }: { readonly client: string; readonly source: CommandSource },
  ) {
    const from = await this.confirm(person, current, client);
    const data = { from, password: await this.passwords.hashOf(next), ...(keeps !== undefined && { keeps }) };
    const outcome = acceptedOrProblem(await this.accounts.decide(person, { type: 'change-password', data }, source));
    this.note('password-changed');
    return outcome;
  }

  /** As {@link IssuerSignIn.finish}. */
  async withIssuer(query: string, cookies: string | undefined, { client, device }: SignInPlace): Promise<Arrival> {
    // Each answer that looks right is work for the issuer too.
    const attempt = [{ limit: 'sign-ins-per-client', of: client }] as const;
    await this.limited(attempt);
    try {
      const arrival = await this.issuer.finish(query, cookies, device);
      await this.limits.takeBack(attempt);
      return this.noting('signed-in', arrival);
    } catch (error) {
      this.note('refused');
      throw error;
    }
  }

  /** As {@link Passkeys.signIn}. */
  async withPasskey(shown: ShownPasskey, here: AnsweredHere, client: string): Promise<StartedSession> {
    try {
      return this.noting('signed-in', await this.passkeys.signIn(shown, here, client));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw this.noted(error.code === 'rate-limited' ? 'limited' : 'refused', error);
    }
  }

  /** The name of a person's password, if this is it. Throws `account-unknown` and `current-password-refused`, and counts as an attempt. */
  async confirm(person: string, password: string, client: string): Promise<string> {
    if ((await this.known.of(person)) === undefined) throw new Problem('account-unknown');
    const name = await this.proving({ person, password, client });
    if (name === undefined) throw this.noted('refused', Problem.ofRefusal({ refused: 'current-password-refused' }));
    return name;
  }

  /** The name of the account's password if this is it, and undefined otherwise. Counts as an attempt unless it is. */
  private async proving({
    person,
    password,
    client,
  }: {
    readonly person: string;
    readonly password: string;
    readonly client: string;
  }): Promise<string | undefined> {
    const attempt = attemptOn(person, client);
    await this.limited(attempt);
    return this.limits.settle(
      attempt,
      () => this.proved(person, password),
      (proved) => proved === undefined,
    );
  }

  private async proved(person: string, password: string): Promise<string | undefined> {
    const known = await this.known.of(person);
    const hash = known && (await this.known.holderOf(known)).password;
    const isRight = await this.passwords.matches(password, hash);
    if (!isRight || known?.account.isDisabled !== false) return undefined;
    const name = known.account.password;
    if (name !== undefined && hash !== undefined && this.passwords.isOutdated(hash)) {
      await this.rehash(person, { of: name, password, role: roleOf(known.account) });
    }
    return name;
  }

  /** Only whoever gives a password can have it hashed anew. When that fails, the old hash serves until the next time. */
  private async rehash(
    person: string,
    { of, password, role }: { readonly of: string; readonly password: string; readonly role: string },
  ): Promise<void> {
    try {
      const data = { of, password: await this.passwords.hashOf(password) };
      await this.accounts.decide(person, { type: 'rehash-password', data }, sourceOf(person, role));
    } catch (error) {
      this.logger.warn({ signIn: 'rehash-failed', error: failureSummary(error) });
    }
  }

  private async found({ password, username, name = username }: Omit<LinkUse, 'link'>): Promise<string> {
    if (username === undefined || name === undefined) throw missing('username');
    const person = this.known.personOf(username);
    const data = { username, name, roles: ['admin'] as const, password: await this.passwords.hashOf(password) };
    acceptedOrProblem(await this.accounts.found(data, sourceOf(person, 'admin')));
    return person;
  }

  private async useOf(
    { person, id }: { readonly person: string; readonly id: string },
    { password, name }: Omit<LinkUse, 'link'>,
  ): Promise<string> {
    const hash = await this.passwords.hashOf(password);
    const data = { link: id, at: this.clock.now(), password: hash, ...(name !== undefined && { name }) };
    const account = (await this.known.of(person))?.account;
    acceptedOrProblem(
      await this.accounts.decide(person, { type: 'use-link', data }, sourceOf(person, roleOf(account))),
    );
    return person;
  }

  private async limited(attempt: readonly Use[]): Promise<void> {
    try {
      await this.limits.count(attempt);
    } catch (error) {
      throw error instanceof Problem ? this.noted('limited', error) : error;
    }
  }

  private noting<Answer>(outcome: SignInOutcome, answer: Answer): Answer {
    this.note(outcome);
    return answer;
  }

  private noted(outcome: SignInOutcome, problem: Problem): Problem {
    this.note(outcome);
    return problem;
  }

  private note(outcome: SignInOutcome): void {
    this.count(outcome);
    this.logger.log({ signIn: outcome });
  }
}

function missing(field: string): Problem {
  const errors = [{ pointer: `#/${field}`, code: 'missing', text: 'field.missing', values: { field } }] as const;
  return new Problem('invalid-field', { errors });
}
