import { describe, expect, it } from '@jest/globals';
import { catalogue } from '@redress/contracts';
import { EventCodec, KeyRing, toActorId } from '@redress/eventing';
import {
  Limits,
  loadConfig,
  MemoryCounterStore,
  Metrics,
  ServerSecrets,
  SessionUses,
  StaffAccounts,
  StaffSessions,
  type TimeSource,
} from '@redress/platform';
import { MemoryEventStore, MemoryKeyStore, MemoryReadStore } from '@redress/testing';
import { Accounts } from '../accounts/accounts.js';
import { IssuerSignIn } from '../issuer/issuer-sign-in.js';
import { Issuer } from '../issuer/issuer.js';
import { Passkeys } from '../passkeys/passkeys.js';
import { PasswordHashing } from '../passwords/password-hashing.js';
import { SessionStart } from './session-start.js';
import { SignIn } from './sign-in.js';

const NOW = '2026-11-02T08:00:00.000Z';
const PASSWORD = 'correct horse battery';
const CHEAP = { memory: 64, passes: 1, parallelism: 1 };
const DEAR = { memory: 128, passes: 2, parallelism: 1 };

/** One account, and the processes that sign its person in, at one cost after the other. */
class Office {
  readonly secrets = new ServerSecrets(new Uint8Array(32).fill(7));
  private readonly store = new MemoryEventStore();
  private readonly codec = new EventCodec(
    catalogue,
    new KeyRing({ store: new MemoryKeyStore(), masterKey: new Uint8Array(32).fill(7) }),
  );
  readonly known = new StaffAccounts(this.store, this.codec, this.secrets);
  private readonly accounts = new Accounts({
    store: this.store,
    codec: this.codec,
    secrets: this.secrets,
    accounts: this.known,
    now: () => NOW,
  });

  async opens(cost: typeof CHEAP): Promise<string> {
    const password = await new PasswordHashing(this.secrets, cost).hashOf(PASSWORD);
    const person = this.accounts.personOf('adam');
    const source = { caller: `staff:${person}`, actor: { id: toActorId(person), role: 'admin' } };
    await this.accounts.found({ username: 'adam', name: 'Adam', roles: ['admin'], password }, source);
    return person;
  }

  signIn(cost: typeof CHEAP): SignIn {
    const config = loadConfig({});
    const metrics = new Metrics();
    const limits = new Limits(new MemoryCounterStore(() => 0), this.secrets, config, metrics);
    const sessions = new StaffSessions(this.known, this.secrets, config, new SessionUses(new MemoryReadStore()));
    const starting = new SessionStart(this.accounts, this.known, sessions);
    const passkeys = new Passkeys(this.accounts, this.known, starting, limits, this.secrets, config);
    const passwords = new PasswordHashing(this.secrets, cost);
    const issuer = new IssuerSignIn(new Issuer(config), this.known, starting, this.secrets, config);
    const clock: TimeSource = { now: () => NOW };
    return new SignIn(this.accounts, this.known, starting, passwords, passkeys, issuer, limits, clock, metrics);
  }

  /** The hash as it is stored, and the types of the events. */
  async stored(person: string): Promise<{ readonly hash: string; readonly types: readonly string[] }> {
    const known = await this.known.of(person);
    const { password: hash = '' } = known === undefined ? {} : await this.known.holderOf(known);
    const events = await Array.fromAsync(this.store.read(`staff-${person}`));
    return { hash, types: events.map(({ type }) => type) };
  }
}

/** Where its owner signs in. */
const FROM = { client: 'client', device: {} };

describe('The hash of a password', () => {
  it('is renewed when its owner signs in after the cost has changed, once, and opens the account as before', async () => {
    const office = new Office();
    const person = await office.opens(CHEAP);
    await office.signIn(CHEAP).withPassword('adam', PASSWORD, FROM);
    const before = await office.stored(person);
    expect(before.hash).toContain('$m=64,t=1,p=1$');
    expect(before.types.filter((type) => type === 'AccountPasswordRehashed')).toEqual([]);

    const later = office.signIn(DEAR);
    await later.withPassword('adam', PASSWORD, FROM);
    await later.withPassword('adam', PASSWORD, FROM);
    const after = await office.stored(person);
    expect(after.hash).toContain('$m=128,t=2,p=1$');
    expect(after.types.filter((type) => type === 'AccountPasswordRehashed')).toHaveLength(1);
    expect((await office.known.of(person))?.account.sessions).toHaveLength(3);
  });

  it('is not renewed by a wrong password', async () => {
    const office = new Office();
    const person = await office.opens(CHEAP);
    const { hash } = await office.stored(person);
    await expect(office.signIn(DEAR).withPassword('adam', 'wrong horse battery', FROM)).rejects.toThrow();
    expect((await office.stored(person)).hash).toBe(hash);
  });
});
