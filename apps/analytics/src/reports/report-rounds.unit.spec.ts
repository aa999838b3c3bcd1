import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Instant } from '@redress/domain';
import type { MessageTransport, OutgoingMessage, SendingOutcome } from '@redress/outgoing';
import { Problem, type StaffDirectory } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import type { ReportDefinition } from './report.js';
import type { PanelAnswer } from './report-answers.js';
import { ReportRounds, type ReportRoundsParts } from './report-rounds.js';
import { askedFor, nextFor, type ReportState } from './report-state.js';
import { ReportStore } from './report-store.js';
import type { Schedule } from './schedule.js';

const ID = 'a-report';
const ANNA = 'anna@bank.example';
const STAFF: StaffDirectory = {
  person: new Map([
    ['anna', { email: ANNA, language: 'fa' }],
    ['berta', { email: 'berta@bank.example', language: 'en' }],
  ]),
  team: new Map(),
  role: new Map([['compliance', { email: ANNA, language: 'en' }]]),
};
const DEFINITION: ReportDefinition = {
  name: 'Daily',
  panels: [{ kind: 'summary' }],
  filters: {},
  period: 'day',
  calendar: 'gregory',
  weekStart: 'monday',
  timeZone: 'UTC',
  hour: 8,
  workingDaysOf: null,
  languages: ['en', 'fa'],
  recipients: [
    { kind: 'person', name: 'anna' },
    { kind: 'person', name: 'berta' },
  ],
  paused: false,
};

/** Simulates the process being killed. */
class KilledProcess extends Error {}

class Mailbox implements MessageTransport {
  readonly name = 'email';
  readonly repeatable = false;
  readonly description = 'nowhere';
  readonly sent: OutgoingMessage[] = [];
  isAway = false;
  outcomeFor: (address: string) => SendingOutcome = () => ({ sent: true });

  async ready(): Promise<void> {
    if (this.isAway) throw new Error(`connect ECONNREFUSED for ${ANNA}`);
  }

  async send(message: OutgoingMessage): Promise<SendingOutcome> {
    const outcome = this.outcomeFor(message.to.address);
    if (outcome.sent) this.sent.push(message);
    return outcome;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

let now: Instant;
let memory: MemoryReadStore;
let mail: Mailbox;
let lag: number | null;
let asked: string[];
let logged: string;
let counted: string[];

async function replica(more: Partial<ReportRoundsParts> = {}): Promise<ReportRounds> {
  const store = new ReportStore(memory, new Uint8Array(32));
  await store.define();
  return new ReportRounds({
    store,
    mail,
    recipients: { staff: STAFF },
    now: () => now,
    lagEvents: async () => lag,
    scheduleOf: async ({ period, hour, timeZone, calendar, weekStart }): Promise<Schedule> => {
      return { period, hour, days: { timeZone, calendar, weekStart } };
    },
    answersOf: async ({ panels }, period) => {
      asked.push(period.label);
      const standing = { position: '42', asOf: now, lagEvents: 0 };
      return [{ panel: panels[0]!, kind: 'summary', answer: { ...standing, figures: [] } } satisfies PanelAnswer];
    },
    print: async () => new Uint8Array([1]),
    senderIn: () => ['Example Bank'],
    count: (outcome) => counted.push(outcome),
    ...more,
  });
}

async function scheduled(definition: Partial<ReportDefinition> = {}, at: Instant = '2026-11-10T09:00:00.000Z') {
  const store = new ReportStore(memory, new Uint8Array(32));
  await store.define();
  const whole = { ...DEFINITION, ...definition };
  const schedule = scheduleIn(whole);
  const state: ReportState = {
    owner: 'anna',
    revision: 0,
    changedAt: at,
    definition: whole,
    next: nextFor(schedule, null, at),
    sentUpTo: null,
    running: null,
    history: [],
  };
  await store.add(ID, state);
  return store;
}

function scheduleIn({ period, hour, timeZone, calendar, weekStart }: ReportDefinition): Schedule {
  return { period, hour, days: { timeZone, calendar, weekStart } };
}

/** Whom was written to about which period. */
const sentTo = (): readonly string[] => mail.sent.map(({ to, subject }) => `${to.address} ${subject}`);

beforeEach(() => {
  memory = new MemoryReadStore();
  mail = new Mailbox();
  [now, lag, asked, logged, counted] = ['2026-11-10T09:00:00.000Z', 0, [], '', []];
  jest.spyOn(Logger.prototype, 'warn').mockImplementation((...said: unknown[]) => {
    logged += JSON.stringify(said);
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('A scheduled report', () => {
  it('is sent to each recipient after the period, once, whichever replica looks first', async () => {
    const store = await scheduled();
    const [one, other] = [await replica(), await replica()];
    await one.round();
    expect(mail.sent).toEqual([]);
    now = '2026-11-11T08:00:01.000Z';
    await Promise.all([one.round(), other.round(), one.round()]);
    await other.round();
    expect(asked).toEqual(['2026-11-10']);
    expect(sentTo()).toEqual([`${ANNA} Daily: 10 November 2026`, 'berta@bank.example Daily: 10 November 2026']);
    const [{ files = [], text }] = mail.sent as [OutgoingMessage];
    expect(files.map(({ name }) => name)).toEqual([
      'report-2026-11-10-en.pdf',
      'report-2026-11-10-en.csv',
      'report-2026-11-10-fa.pdf',
      'report-2026-11-10-fa.csv',
    ]);
    expect(text).toContain('position 42 in the log, as of 11 November 2026 at 08:00');
    expect(text).toContain('۴۲');
    const state = await store.get(ID);
    expect(state?.history).toMatchObject([{ period: { label: '2026-11-10' }, position: '42', endedAt: now }]);
    expect(state?.next).toMatchObject({ dueAt: '2026-11-12T08:00:00.000Z' });
  });

  it('is tried again while the mail server is away, and the log names no address', async () => {
    await scheduled();
    mail.isAway = true;
    now = '2026-11-11T08:00:01.000Z';
    const rounds = await replica();
    await rounds.round();
    await rounds.round();
    expect(asked).toHaveLength(1);
    mail.isAway = false;
    now = '2026-11-11T08:05:02.000Z';
    await rounds.round();
    expect(mail.sent).toHaveLength(2);
    expect(logged).toContain('tried again');
    expect(logged).not.toMatch(/bank\.example/);
  });

  it('is tried again for those alone whom the server put off, and given up for whom it refuses', async () => {
    const store = await scheduled({ recipients: [...DEFINITION.recipients, { kind: 'person', name: 'gone' }] });
    const putOff = { sent: false, failure: 'smtp-451', uncertain: false, temporary: true } as const;
    mail.outcomeFor = (address) => (address === ANNA ? putOff : { sent: false, failure: 'smtp-550', uncertain: false });
    now = '2026-11-11T08:00:01.000Z';
    const rounds = await replica();
    await rounds.round();
    expect((await store.get(ID))?.running?.deliveries).toMatchObject([
      { state: 'waiting', failure: 'smtp-451' },
      { state: 'failed', failure: 'smtp-550' },
      { state: 'refused', failure: 'recipient-unknown' },
    ]);
    expect(counted).toEqual([]);
    mail.outcomeFor = () => ({ sent: true });
    now = '2026-11-11T08:05:02.000Z';
    await rounds.round();
    expect(sentTo()).toEqual([`${ANNA} Daily: 10 November 2026`]);
    expect((await store.get(ID))?.history[0]?.deliveries.map(({ state }) => state)).toEqual([
      'sent',
      'failed',
      'refused',
    ]);
    expect(counted).toEqual(['sent', 'failed', 'refused']);
  });

  it('is given up after three days', async () => {
    const store = await scheduled({ period: 'month' });
    mail.isAway = true;
    const rounds = await replica();
    for (const at of ['2026-12-01T08:00:01.000Z', '2026-12-02T08:00:01.000Z', '2026-12-04T08:00:02.000Z'] as const) {
      now = at;
      await rounds.round();
    }
    const state = await store.get(ID);
    expect(state?.running).toBeNull();
    expect(state?.history[0]?.deliveries).toMatchObject(
      [1, 2].map(() => ({ state: 'failed', failure: 'mail-server-unreachable' })),
    );
    expect(state?.next?.period.label).toBe('2026-12');
  });

  it('is not sent again to whom it may have been sent when its process was killed', async () => {
    const store = await scheduled();
    mail.outcomeFor = () => {
      throw new KilledProcess();
    };
    now = '2026-11-11T08:00:01.000Z';
    const killed = await replica({ store: storeOfKilled() });
    await expect(killed.round()).rejects.toThrow(KilledProcess);
    mail.outcomeFor = () => ({ sent: true });
    const other = await replica();
    await other.round();
    expect(mail.sent).toEqual([]);
    now = '2026-11-11T08:06:00.000Z';
    await other.round();
    expect(sentTo()).toEqual(['berta@bank.example Daily: 10 November 2026']);
    expect((await store.get(ID))?.history[0]?.deliveries.map(({ state }) => state)).toEqual(['uncertain', 'sent']);
  });

  it('that was missed is sent late, each period once, and no more than the last week', async () => {
    const store = await scheduled();
    now = '2026-11-21T10:00:00.000Z';
    const rounds = await replica();
    for (let round = 0; round < 12; round += 1) await rounds.round();
    expect(asked).toEqual([14, 15, 16, 17, 18, 19, 20].map((day) => `2026-11-${day}`));
    expect((await store.get(ID))?.history.at(-1)).toMatchObject({ period: { label: '2026-11-14' }, skipped: 4 });
  });

  it('says in its history why its figures cannot be had', async () => {
    const store = await scheduled();
    const answersOf = () => Promise.reject(new Problem('too-many-complaints', { details: { most: 1 } }));
    now = '2026-11-11T08:00:01.000Z';
    await (await replica({ answersOf })).round();
    expect((await store.get(ID))?.running?.deliveries).toMatchObject(
      [1, 2].map(() => ({ state: 'waiting', failure: 'too-many-complaints' })),
    );
  });

  it('waits a while for figures that lack events', async () => {
    await scheduled();
    lag = 3;
    now = '2026-11-11T08:00:01.000Z';
    const rounds = await replica();
    await rounds.round();
    expect(asked).toEqual([]);
    now = '2026-11-11T08:05:02.000Z';
    lag = 0;
    await rounds.round();
    expect(asked).toEqual(['2026-11-10']);
  });

  it('reaches an address once, though two recipients have it', async () => {
    await scheduled({ recipients: [DEFINITION.recipients[0]!, { kind: 'role', name: 'compliance' }] });
    now = '2026-11-11T08:00:01.000Z';
    await (await replica()).round();
    expect(mail.sent).toHaveLength(1);
  });

  it('is sent at once when somebody asks, and when it is due all the same', async () => {
    const store = await scheduled();
    const rounds = await replica();
    const schedule = scheduleIn(DEFINITION);
    await store.change(ID, (state) => askedFor(state, { schedule, now, id: 'asked' }, 'anna'));
    now = '2026-11-10T09:00:01.000Z';
    await rounds.round();
    now = '2026-11-11T08:00:01.000Z';
    await rounds.round();
    expect(asked).toEqual(['2026-11-09', '2026-11-10']);
    expect((await store.get(ID))?.history.map(({ askedBy }) => askedBy)).toEqual([null, 'anna']);
  });

  it('that is deleted is sent no more', async () => {
    const store = await scheduled();
    await store.change(ID, () => 'deleted');
    now = '2026-11-11T08:00:01.000Z';
    await (await replica()).round();
    expect([asked, await store.get(ID), (await store.all()).size]).toEqual([[], undefined, 0]);
  });
});

/** A store that its process can no longer write to once it was killed. */
function storeOfKilled(): ReportStore {
  const store = new ReportStore(memory, new Uint8Array(32));
  const change = store.change.bind(store);
  store.change = async (id, changing) => {
    let isOver = false;
    const changed = await change(id, (state) => {
      const after = changing(state);
      const isLeft = after !== undefined && after !== 'deleted' && after.running?.doneBy === null;
      isOver = isLeft;
      return isLeft ? undefined : after;
    });
    if (isOver) throw new KilledProcess();
    return changed;
  };
  return store;
}

describe('A change of a report', () => {
  it('has no period sent again that was sent', () => {
    const schedule = scheduleIn(DEFINITION);
    const sentUpTo = '2026-11-11T00:00:00.000Z';
    expect(nextFor(schedule, sentUpTo, '2026-11-11T05:00:00.000Z').period.label).toBe('2026-11-11');
    expect(nextFor(schedule, null, '2026-11-11T05:00:00.000Z').period.label).toBe('2026-11-10');
  });
});
