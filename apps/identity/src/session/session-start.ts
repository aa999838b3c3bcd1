import { Injectable } from '@nestjs/common';
import type { Instant, SignInDevice, SignInProof, StaffAccount, StaffRefusalCode } from '@redress/domain';
import { type CommandSource, toActorId } from '@redress/eventing';
import { acceptedOrProblem, type NewSession, Problem, StaffAccounts, StaffSessions } from '@redress/platform';
import { Accounts, type EnteringFromIssuer } from '../accounts/accounts.js';

/** A session that was started. */
export interface StartedSession {
  readonly person: string;
  /** SHA-256 of its secret. */
  readonly session: string;
  /** For `Set-Cookie`. */
  readonly cookie: string;
  /** When it ends, if it is not used. */
  readonly expiresAt: Instant;
}

/** What may be done once, for which `refused` is said the second time. */
export interface OnlyOnce {
  /** Names it; nothing else has the name. */
  readonly name: string;
  readonly refused: StaffRefusalCode;
}

/** What an issuer says of a person. */
export type FromIssuer = Omit<EnteringFromIssuer, 'session'>;

/** Starts the session of somebody who has proved who they are, whichever way. */
@Injectable()
export class SessionStart {
  constructor(
    private readonly accounts: Accounts,
    private readonly known: StaffAccounts,
    private readonly sessions: StaffSessions,
  ) {}

  /**
   * Records that the session began. Throws the problem of a proof that the account no longer takes. With `once`, the log itself remembers
   * what was used up: another session by the same name is refused, in every process.
   */
  async of(person: string, proof: SignInProof, device: SignInDevice, once?: OnlyOnce): Promise<StartedSession> {
    const session = this.sessions.create();
    const { id, endsAt } = session;
    const role = roleOf((await this.known.of(person))?.account);
    const source = { ...sourceOf(person, role), ...(once && { idempotencyKey: once.name }) };
    const data = { id, endsAt, proof, ...device };
    const outcome = await this.accounts.decide(person, { type: 'start-session', data }, source);
    // The repeat has another secret, and so other content than the first.
    if (outcome.kind === 'command-reused' && once) throw Problem.ofRefusal({ refused: once.refused });
    acceptedOrProblem(outcome);
    return this.started(person, session);
  }

  /** Starts the session of somebody whom the issuer has vouched for. Throws the problem of an account that is closed, or of another. */
  async ofIssuer(person: string, said: FromIssuer, device: SignInDevice): Promise<StartedSession> {
    const session = this.sessions.create();
    const data = { ...said, session: { id: session.id, endsAt: session.endsAt, ...device } };
    const source = sourceOf(person, said.roles[0] ?? 'system');
    acceptedOrProblem(await this.accounts.enter(person, data, source));
    return this.started(person, session);
  }

  private async started(person: string, { id, secret, endsAt }: NewSession): Promise<StartedSession> {
    return {
      person,
      session: id,
      cookie: await this.sessions.cookieFor(person, { secret, endsAt }),
      expiresAt: this.sessions.endOf(endsAt),
    };
  }
}

/** Of what people do with their own account. */
export function sourceOf(person: string, role: string): CommandSource {
  return { caller: `staff:${person}`, actor: { id: toActorId(person), role } };
}

/** The role in which somebody acts on their own account. */
export function roleOf(account: StaffAccount | undefined): string {
  return account?.roles[0] ?? 'system';
}
