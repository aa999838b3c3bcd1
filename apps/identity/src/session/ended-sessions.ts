import { Inject, Injectable } from '@nestjs/common';
import { isAfter } from '@redress/domain';
import { type Rounds, SessionUses, StaffAccounts, TIME_SOURCE, type TimeSource } from '@redress/platform';

/** People looked at before their documents are removed: the store takes so many at once. */
const AT_ONCE = 500;

/** Forgets when sessions were last used that have ended: each as it is ended, and once an hour those whose time was over. */
@Injectable()
export class EndedSessions implements Rounds {
  constructor(
    private readonly uses: SessionUses,
    private readonly accounts: StaffAccounts,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  /** Looks at everybody. Throws the errors of `ReadStore` and `EventStore`. */
  async round(): Promise<number> {
    const people = await Array.fromAsync(this.uses.people());
    for (let first = 0; first < people.length; first += AT_ONCE)
      await this.forgetOf(people.slice(first, first + AT_ONCE));
    return 0;
  }

  /** Throws the errors of `ReadStore` and `EventStore`. */
  async forgetOf(people: readonly string[]): Promise<void> {
    const now = this.clock.now();
    const without: string[] = [];
    for (const person of people) {
      const sessions = (await this.accounts.of(person))?.account.sessions ?? [];
      const lasting = sessions.filter(({ endsAt }) => isAfter(endsAt, now));
      if (lasting.length === 0) without.push(person);
      else await this.uses.keepOnly(person, lasting);
    }
    if (without.length > 0) await this.uses.forget(without);
  }
}
