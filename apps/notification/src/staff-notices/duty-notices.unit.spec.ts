import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { catalogue } from '@redress/contracts';
import {
  type Instant,
  type SystemicProblem,
  systemicProblem,
  type SystemicProblemCommand,
  type SystemicProblemEvent,
} from '@redress/domain';
import {
  canonicalJson,
  commandContext,
  CommandHandler,
  type CommandSource,
  type Decider,
  EventCodec,
  KeyRing,
  toActorId,
  toInstant,
} from '@redress/eventing';
import type { StaffDirectory } from '@redress/platform';
import { Policies, policyContentHash, shippedPolicyOf } from '@redress/policies';
import { MemoryEventStore, MemoryKeyStore } from '@redress/testing';
import { FakeChannel } from '../messages/message-room.mother.spec.js';
import { HeldMessages } from '../quiet-hours/held-messages.js';
import { HeldRelease } from '../quiet-hours/held-release.js';
import { StrictReadStore } from '../strict-read-store.fixture.spec.js';
import { DutiesOfEvents, DUTY_EVENTS } from './duties.js';
import { DUTY_NOTICES_PURPOSE, DutyNoticeProcess, DutyNotices } from './duty-notices.js';
import { StaffMail } from './staff-mail.js';

Logger.overrideLogger(false);

const as = (name: string): CommandSource => ({
  caller: `staff:${name}`,
  actor: { id: toActorId(name), role: 'admin' },
});

const DIRECTORY: StaffDirectory = {
  person: new Map([
    ['adam', { email: 'adam@example.org', language: 'en' }],
    ['zoe', { email: 'zoe@example.org', language: 'fa' }],
    ['olga', { email: 'olga@example.org', language: 'en' }],
    ['sara', { email: 'sara@example.org', language: 'en' }],
    [
      'away',
      {
        email: 'away@example.org',
        language: 'en',
        absence: { from: '2026-11-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z', deputy: 'olga' },
      },
    ],
  ]),
  team: new Map(),
  role: new Map([['supervisor', { email: 'supervisors@example.org', language: 'fa' }]]),
};

const problemDecider: Decider<SystemicProblemCommand, SystemicProblem, SystemicProblemEvent> = {
  initialState: systemicProblem.initialState,
  decide: (command, problem) => systemicProblem.decide(command, problem),
  evolve: (problem, event) => systemicProblem.evolve(problem, event as never),
};
const PROBLEM = 'systemic-problem-0123456789ab';
const GROUP = [{ dimension: 'product', value: 'kettle' }] as const;
const policy = { ...shippedPolicyOf('generic@2'), version: 'loans@1' };
const said = { version: 'loans@1', contentHash: policyContentHash(policy) };

/** An installation in memory, whose clock a spec moves. */
class House {
  now: Instant = toInstant('2026-11-10T08:00:00.000Z');
  directory: StaffDirectory | undefined = DIRECTORY;
  publicUrl: string | undefined = 'https://complaints.example.org/track';
  readonly store = new MemoryEventStore();
  readonly codec = new EventCodec(
    catalogue,
    new KeyRing({ store: new MemoryKeyStore(), masterKey: new Uint8Array(32).fill(3) }),
  );
  readonly secrets = { commandHash: (content: unknown) => canonicalJson(content) };
  readonly held = new HeldMessages(new StrictReadStore());
  readonly policies = new Policies({
    store: this.store,
    codec: this.codec,
    secrets: this.secrets,
    now: () => this.now,
    approval: 'two',
  });
  private readonly problems = new CommandHandler({ decider: problemDecider, store: this.store, codec: this.codec });
  private sent = 0;

  constructor(readonly mail: FakeChannel) {}

  async problem(command: SystemicProblemCommand, by = 'sara'): Promise<void> {
    const hash = { commandHash: String((this.sent += 1)), now: this.now };
    const outcome = await this.problems.handle(PROBLEM, command, commandContext(as(by), PROBLEM, hash));
    expect(outcome.kind).toBe('accepted');
  }

  async confirmed(): Promise<void> {
    await this.problem({ type: 'confirm', data: { group: [...GROUP], name: 'Lids', figures: FIGURES } });
  }

  plan(owner: string, dueOn: string): Promise<void> {
    const data = { what: 'Recall what Parisa bought.', owner, dueOn };
    return this.problem({ type: 'plan-corrective-action', data, at: this.now });
  }

  /** Passes the whole log to the process, as after a kill, and sends what is due. Returns whom was written to since. */
  async run(): Promise<readonly string[]> {
    const before = this.mail.sent.length;
    await this.held.start();
    const process = new DutyNoticeProcess(this.held);
    for await (const event of this.store.readAll(0n as never))
      if (DUTY_EVENTS.some((type) => type === event.type)) await process.on(this.codec.project(event));
    await this.round();
    return this.mail.sent.slice(before).map(({ to }) => to.address.replace('@example.org', ''));
  }

  async round(): Promise<void> {
    const { store: eventStore, codec, policies, held, mail, directory, publicUrl } = this;
    const accounts = {
      whoMay: (action: string) => Promise.resolve(action === 'manage-policies' ? ['adam', 'zoe'] : ['sara']),
    };
    const notices = new DutyNotices({
      duties: new DutiesOfEvents({ policies, accounts, eventStore, codec }),
      mail: new StaffMail(mail, held),
      held,
      directory,
      publicUrl,
      now: () => this.now,
    });
    const processes = new Map([[DUTY_NOTICES_PURPOSE, notices]]);
    await new HeldRelease({ held, processes, eventStore, codec, now: () => this.now }).round();
  }
}

const FIGURES = { position: '42', complaints: 8 } as const;

describe.each([true, false])('What waits for staff, with a mail server that knows repeats: %s,', (repeatable) => {
  let house: House;
  beforeEach(() => {
    house = new House(new FakeChannel('email', repeatable));
  });
  const later = async (instant: string): Promise<readonly string[]> => {
    house.now = toInstant(instant);
    return house.run();
  };
  const proposed = async (): Promise<void> => {
    await house.policies.draft(policy, as('adam'));
    await house.policies.propose(said.version, said.contentHash, as('adam'));
  };

  it('is a proposed policy: told to those who may approve it and are none of its authors, once', async () => {
    await proposed();
    expect(await later('2026-11-10T08:00:01.000Z')).toEqual(['zoe']);
    expect(await later('2026-11-11T08:00:00.000Z')).toEqual([]);
    expect(house.mail.sent[0]).toMatchObject({ language: 'fa', subject: expect.stringContaining('loans@1') });
    expect(house.mail.sent[0]?.text).toContain('https://complaints.example.org/admin/policies/loans%401\n');
  });

  it('is no proposal that was withdrawn before it was told', async () => {
    await proposed();
    await house.policies.withdrawProposal(said.version, as('adam'));
    expect(await later('2026-11-10T08:01:00.000Z')).toEqual([]);
  });

  it.each(['approve', 'reject'] as const)('is an answer for whoever proposed: %s', async (answer) => {
    await proposed();
    await later('2026-11-10T08:01:00.000Z');
    await house.policies[answer](said.version, said.contentHash, { ...as('zoe'), reason: 'Parisa would not like it.' });
    expect(await later('2026-11-10T08:02:00.000Z')).toEqual(['adam']);
    expect(house.mail.sent.at(-1)?.subject).toContain(answer === 'approve' ? 'approved' : 'rejected');
    expect(JSON.stringify(house.mail.sent)).not.toContain('Parisa');
  });

  it('is a corrective action: told to its owner, before its day by working days, and after it also to supervisors', async () => {
    await house.confirmed();
    // 1 December 2026 is a Tuesday.
    await house.plan('olga', '2026-12-01');
    expect(await later('2026-11-10T09:00:00.000Z')).toEqual(['olga']);
    expect(await later('2026-11-25T23:00:00.000Z')).toEqual([]);
    expect(await later('2026-11-26T23:00:00.000Z')).toEqual(['olga']);
    expect(await later('2026-12-02T11:59:59.000Z')).toEqual([]);
    expect(await later('2026-12-02T12:00:01.000Z')).toEqual(['olga', 'sara', 'supervisors']);
    expect(await later('2026-12-05T12:00:00.000Z')).toEqual([]);
    expect(house.mail.sent.at(-1)).toMatchObject({ language: 'fa', subject: expect.stringContaining('۱۰ آذر ۱۴۰۵') });
    expect(JSON.stringify(house.mail.sent)).not.toContain('Parisa');
    expect(house.mail.sent[0]?.text).toContain('/figures/systemic/0123456789ab');
  });

  it('is no action that was completed, and none that somebody gave themselves', async () => {
    await house.confirmed();
    await house.plan('sara', '2026-12-01');
    expect(await later('2026-11-10T09:00:00.000Z')).toEqual([]);
    expect(await later('2026-11-27T09:00:00.000Z')).toEqual(['sara']);
    await house.problem({ type: 'complete-corrective-action', data: { action: 1, result: 'Done.' } });
    expect(await later('2026-12-03T09:00:00.000Z')).toEqual([]);
  });

  it('is told to the deputy of an absent owner, who is told so', async () => {
    await house.confirmed();
    await house.plan('away', '2026-12-01');
    expect(await later('2026-11-10T09:00:00.000Z')).toEqual(['olga']);
    expect(house.mail.sent[0]?.text).toContain('deputy');
  });

  it('is not told of what lies two weeks back, nor where nobody has an address, and the next day is', async () => {
    await proposed();
    await house.confirmed();
    await house.plan('olga', '2026-12-31');
    house.directory = undefined;
    expect(await later('2026-11-10T09:00:00.000Z')).toEqual([]);
    house.directory = DIRECTORY;
    expect(await later('2026-11-25T09:00:00.000Z')).toEqual([]);
    expect(await later('2026-12-28T21:00:00.000Z')).toEqual(['olga']);
  });

  it('is told later when the mail server was away or put it off, and others are not told again', async () => {
    await proposed();
    house.mail.isAway = true;
    house.now = toInstant('2026-11-10T08:01:00.000Z');
    await expect(house.run()).rejects.toThrow('ECONNREFUSED');
    house.mail.isAway = false;
    house.mail.outcome = { sent: false, failure: 'smtp-451', uncertain: false, temporary: true };
    house.now = toInstant('2026-11-10T08:03:00.000Z');
    await expect(house.run()).rejects.toThrow('smtp-451');
    house.mail.outcome = { sent: true };
    expect(await later('2026-11-10T08:05:00.000Z')).toEqual(['zoe']);
    expect(await later('2026-11-10T08:07:00.000Z')).toEqual([]);
  });

  it('is given up for an address that the mail server refuses, and parks nothing', async () => {
    await proposed();
    house.mail.outcome = { sent: false, failure: 'smtp-550', uncertain: false };
    expect(await later('2026-11-10T08:01:00.000Z')).toEqual([]);
    house.mail.outcome = { sent: true };
    expect(await later('2026-11-10T08:30:00.000Z')).toEqual([]);
  });

  it('has the effect of one message when whoever sends it is killed', async () => {
    await proposed();
    house.now = toInstant('2026-11-10T08:01:00.000Z');
    house.mail.killed = 'after-sending';
    await expect(house.run()).rejects.toThrow();
    house.mail.killed = 'never';
    house.now = toInstant('2026-11-10T08:03:00.000Z');
    await house.run();
    expect(new Set(house.mail.sent.map(({ messageId }) => messageId)).size).toBe(1);
    expect(house.mail.sent).toHaveLength(repeatable ? 2 : 1);
    expect(await later('2026-11-10T08:05:00.000Z')).toEqual([]);
  });
});
