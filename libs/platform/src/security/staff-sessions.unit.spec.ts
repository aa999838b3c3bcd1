import { beforeEach, describe, expect, it } from '@jest/globals';
import { catalogue } from '@redress/contracts';
import {
  epochMsOf,
  instantOf,
  type StaffCommand,
  type StaffAccount,
  staffAccount,
  type PastAccountEvent,
} from '@redress/domain';
import { CommandHandler, EventCodec, KeyRing, toActorId } from '@redress/eventing';
import { MemoryEventStore, MemoryKeyStore, MemoryReadStore } from '@redress/testing';
import { randomUUID } from 'node:crypto';
import { loadConfig } from '../service/configuration/load-config.js';
import { ServerSecrets } from './server-secrets.js';
import { SESSION_USE_MS, SessionUses } from './session-uses.js';
import { StaffAccounts, staffStream } from './staff-accounts.js';
import { type NewSession, StaffSessions } from './staff-sessions.js';

const NOW = '2026-11-02T08:00:00.000Z';
const NOW_MS = epochMsOf(NOW);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** One account, and the sessions of its person. */
class Office {
  readonly secrets = new ServerSecrets(new Uint8Array(32).fill(7));
  readonly store = new MemoryEventStore();
  private readonly codec = new EventCodec(
    catalogue,
    new KeyRing({ store: new MemoryKeyStore(), masterKey: new Uint8Array(32).fill(7) }),
  );
  readonly accounts = new StaffAccounts(this.store, this.codec, this.secrets);
  readonly uses = new SessionUses(new MemoryReadStore());
  readonly person = this.accounts.personOf('adam');
  private readonly handler = new CommandHandler<StaffCommand, StaffAccount, { type: string; data: object }>({
    decider: {
      initialState: staffAccount.initialState,
      decide: (command, account) => staffAccount.decide(command, account),
      evolve: (account, event) => staffAccount.evolve(account, event as unknown as PastAccountEvent),
    },
    store: this.store,
    codec: this.codec,
  });

  sessions(env: Readonly<Record<string, string>> = {}): StaffSessions {
    return new StaffSessions(this.accounts, this.secrets, loadConfig(env), this.uses);
  }

  async sends(command: StaffCommand): Promise<string> {
    const commandId = randomUUID();
    const outcome = await this.handler.handle(staffStream(this.person), command, {
      commandId,
      commandHash: 'hash',
      actor: { id: toActorId(this.person), role: 'admin' },
      now: NOW,
      occurredAt: NOW,
      correlationId: commandId,
      causationId: commandId,
      subject: this.person,
    });
    expect(outcome.kind).toBe('accepted');
    return commandId;
  }

  /** Everything that is stored of the account. */
  async recorded(): Promise<string> {
    const events = await Array.fromAsync(this.store.read(staffStream(this.person)));
    return JSON.stringify(events.map(({ position: _, ...event }) => event));
  }

  async opensAccount(teams: readonly string[] = ['Cards']): Promise<string> {
    return this.sends({
      type: 'found',
      data: { username: 'adam', name: 'Adam', roles: ['admin', 'handler'], teams, password: 'hash' },
    });
  }

  /** A session that began now; its cookie as a browser sends it. */
  async signsIn(sessions: StaffSessions): Promise<NewSession & { readonly cookie: string }> {
    const password = await this.opensAccount();
    const session = sessions.create(NOW_MS);
    await this.sends({
      type: 'start-session',
      data: { id: session.id, endsAt: session.endsAt, proof: { by: 'password', password } },
    });
    return { ...session, cookie: sent(await sessions.cookieFor(this.person, session, NOW_MS)) };
  }
}

/** What a browser sends of a `Set-Cookie`. */
const sent = (setCookie: string): string => setCookie.split(';', 1)[0] ?? '';

describe('Staff who signed in', () => {
  let office: Office;
  beforeEach(() => {
    office = new Office();
  });

  describe('The cookie of a session', () => {
    it('is out of reach of scripts and of other sites', async () => {
      const sessions = office.sessions();
      const cookie = await sessions.cookieFor(office.person, sessions.create());
      expect(cookie).toMatch(/^redress-session=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict$/);
      expect(sessions.clearedCookie).toBe('redress-session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0');
    });

    it('is sent over TLS alone, and belongs to the host alone, where the public address has TLS', async () => {
      const sessions = office.sessions({ REDRESS_PUBLIC_URL: 'https://complaints.example.org/track' });
      const cookie = await sessions.cookieFor(office.person, sessions.create());
      expect(cookie).toMatch(/^__Host-redress-session=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    });

    it('names the person with their roles and teams', async () => {
      const sessions = office.sessions();
      const { cookie, id } = await office.signsIn(sessions);
      const found = await sessions.find(cookie, NOW_MS);
      expect(found?.identity).toEqual({
        kind: 'staff',
        id: office.person,
        roles: ['admin', 'handler'],
        ownTeams: ['Cards'],
        session: id,
        expiresAt: '2026-11-02T16:00:00.000Z',
      });
    });

    it('opens to the teams of the account alone, where cases are open to teams', async () => {
      const sessions = office.sessions({ REDRESS_CASES_OPEN_TO: 'teams' });
      const { cookie } = await office.signsIn(sessions);
      expect((await sessions.find(cookie, NOW_MS))?.identity.teams).toEqual(['Cards']);
    });

    it('is found among others', async () => {
      const sessions = office.sessions();
      const { cookie } = await office.signsIn(sessions);
      expect(await sessions.find(`a=1; xredress-session=2; ${cookie}; b=3`, NOW_MS)).toBeDefined();
      expect(await sessions.find(`a=1; x${cookie}`, NOW_MS)).toBeUndefined();
    });

    it.each<[what: string, header: (cookie: string) => string | undefined]>([
      ['none', () => undefined],
      ['an empty one', () => 'redress-session='],
      ['one that was changed', (cookie) => `${cookie.slice(0, -2)}xx`],
      ['one of any length', () => `redress-session=${'a'.repeat(10_000)}`],
    ])('is nobody’s when it is %s', async (_what, header) => {
      const sessions = office.sessions();
      const { cookie } = await office.signsIn(sessions);
      expect(await sessions.find(header(cookie), NOW_MS)).toBeUndefined();
    });

    it('is nobody’s under the key of another server', async () => {
      const sessions = office.sessions();
      const { secret, endsAt } = await office.signsIn(sessions);
      const foreign = new StaffSessions(
        office.accounts,
        new ServerSecrets(new Uint8Array(32).fill(8)),
        loadConfig({}),
        office.uses,
      );
      const cookie = sent(await foreign.cookieFor(office.person, { secret, endsAt }, NOW_MS));
      expect(await sessions.find(cookie, NOW_MS)).toBeUndefined();
    });

    it('is nobody’s when another issuer signs staff in', async () => {
      const { cookie } = await office.signsIn(office.sessions());
      const elsewhere = office.sessions({ REDRESS_JWKS: 'https://id.example.org/keys' });
      expect(await elsewhere.find(cookie, NOW_MS)).toBeUndefined();
    });
  });

  describe('A session', () => {
    it('is noted as used by a request that comes with it, and by none that is nobody’s', async () => {
      const sessions = office.sessions();
      const { id, cookie } = await office.signsIn(sessions);
      const used = async (): Promise<object> => {
        await office.uses.close();
        return Object.fromEntries(await office.uses.of(office.person));
      };
      await sessions.find(`${cookie}x`, NOW_MS);
      expect(await used()).toEqual({});
      await sessions.find(cookie, NOW_MS + MINUTE_MS);
      expect(await used()).toEqual({ [id]: instantOf(NOW_MS + MINUTE_MS) });
    });

    it('has certainly ended once it is idle for longer than is allowed, and than a use can be from the one noted', () => {
      const sessions = office.sessions({ REDRESS_SESSION_IDLE_MINUTES: '60' });
      expect(sessions.isIdle(NOW, NOW_MS + HOUR_MS + SESSION_USE_MS)).toBe(false);
      expect(sessions.isIdle(NOW, NOW_MS + HOUR_MS + SESSION_USE_MS + 1)).toBe(true);
    });

    it('ends with the event that ends it, whoever has a copy of its cookie', async () => {
      const sessions = office.sessions();
      const { cookie, id } = await office.signsIn(sessions);
      await office.sends({ type: 'end-session', data: { session: id } });
      expect(await sessions.find(cookie, NOW_MS)).toBeUndefined();
    });

    it('ends when its account is disabled, and has other roles when it is given them', async () => {
      const sessions = office.sessions();
      const { cookie } = await office.signsIn(sessions);
      await office.sends({ type: 'change-roles', data: { roles: ['analyst'] } });
      expect((await sessions.find(cookie, NOW_MS))?.identity.roles).toEqual(['analyst']);
      await office.sends({ type: 'disable' });
      expect(await sessions.find(cookie, NOW_MS)).toBeUndefined();
    });

    it('ends when it was not used for eight hours', async () => {
      const sessions = office.sessions();
      const { cookie } = await office.signsIn(sessions);
      expect(await sessions.find(cookie, NOW_MS + 8 * HOUR_MS - 1_000)).toBeDefined();
      expect(await sessions.find(cookie, NOW_MS + 8 * HOUR_MS)).toBeUndefined();
    });

    it('goes on while it is used, a day at most', async () => {
      const sessions = office.sessions();
      let { cookie } = await office.signsIn(sessions);
      for (let hour = 7; hour < 24; hour += 7) {
        const found = await sessions.find(cookie, NOW_MS + hour * HOUR_MS);
        cookie = sent(found?.renewed ?? '');
      }
      expect((await sessions.find(cookie, NOW_MS + 24 * HOUR_MS - 1_000))?.identity.expiresAt).toBe(
        '2026-11-03T08:00:00.000Z',
      );
      expect(await sessions.find(cookie, NOW_MS + 24 * HOUR_MS)).toBeUndefined();
    });

    it('has its cookie renewed a minute after it was given, and no sooner', async () => {
      const sessions = office.sessions();
      const { cookie } = await office.signsIn(sessions);
      expect((await sessions.find(cookie, NOW_MS + MINUTE_MS - 1))?.renewed).toBeUndefined();
      expect((await sessions.find(cookie, NOW_MS + MINUTE_MS))?.renewed).toMatch(/^redress-session=/);
    });

    it('lasts as the settings say', async () => {
      const sessions = office.sessions({ REDRESS_SESSION_MINUTES: '30', REDRESS_SESSION_IDLE_MINUTES: '5' });
      const { cookie } = await office.signsIn(sessions);
      expect(await sessions.find(cookie, NOW_MS + 5 * MINUTE_MS)).toBeUndefined();
      expect(sessions.create(NOW_MS).endsAt).toBe('2026-11-02T08:30:00.000Z');
    });

    it('goes on for what was opened with it, until it ends or allows something else', async () => {
      const sessions = office.sessions({ REDRESS_CASES_OPEN_TO: 'teams' });
      const { cookie, id } = await office.signsIn(sessions);
      const { identity } = (await sessions.find(cookie, NOW_MS)) ?? {};
      const caller = { ...identity!, actor: { id: toActorId(office.person), role: 'handler' } };
      expect(await sessions.goesOn(caller)).toBe(true);
      const { session: _, ...withToken } = caller;
      await office.sends({ type: 'change-roles', data: { roles: ['admin', 'handler'], teams: ['Loans'] } });
      expect(await sessions.goesOn(caller)).toBe(false);
      const moved = { ...caller, teams: ['Loans'] };
      expect(await sessions.goesOn(moved)).toBe(true);
      await office.sends({ type: 'change-roles', data: { roles: ['handler'], teams: ['Loans'] } });
      expect(await sessions.goesOn(moved)).toBe(false);
      await office.sends({ type: 'end-session', data: { session: id } });
      expect(await sessions.goesOn({ ...moved, roles: ['handler'] })).toBe(false);
      expect(await sessions.goesOn(withToken)).toBe(true);
    });

    it('leaves its secret in no event', async () => {
      const { secret, id } = await office.signsIn(office.sessions());
      const events = await office.recorded();
      expect(events).toContain(id);
      expect(events).not.toContain(secret);
    });
  });

  describe('A username', () => {
    it('is one person’s in every spelling that nobody can tell apart, and in no event', async () => {
      const { accounts } = office;
      expect(accounts.personOf('  ADAM ')).toBe(accounts.personOf('adam'));
      expect(accounts.personOf('adam1')).not.toBe(accounts.personOf('adam'));
      expect(accounts.personOf('adam')).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/);
      await office.opensAccount();
      const events = await office.recorded();
      expect(events).not.toMatch(/adam/i);
      const known = await accounts.of(office.person);
      expect(await accounts.holderOf(known!)).toEqual({ username: 'adam', name: 'Adam', password: 'hash' });
    });
  });
});
