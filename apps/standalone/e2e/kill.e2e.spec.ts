import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress, seededRandom, seedOfRun } from '@redress/testing';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BusyOffice } from './busy-office.js';
import { Journal, streamOf } from './journal.js';
import { Office } from './office.js';
import { readStoredData, type StoredData } from './stored-data.js';

/** All 200 by `REDRESS_KILL_POINTS=200 npm test -- kill`. */
const POINTS = Number(process.env['REDRESS_KILL_POINTS'] ?? 8);
const SEED = seedOfRun();
/** When in its life the process dies. The first time it does so while it makes its files. */
const MOMENTS = ['starting', 'working', 'working', 'stopping'] as const;
const WORK_MS_MAX = 500;
const STOPPING_MS_MAX = 80;
/** After so many kills the files are looked at as the kill left them, before anything has mended them. */
const KILLS_PER_LOOK = 4;

describe(`Killed ${POINTS} times at random moments under load (REDRESS_SEED=${SEED} chooses them again)`, () => {
  const random = seededRandom(SEED);
  const journal = new Journal();
  const clients = new BusyOffice(journal, random);
  const looks: string[] = [];
  let data: string;
  let stored: StoredData;
  let startMs = 1_500;

  beforeAll(
    async () => {
      data = await mkdtemp(join(tmpdir(), 'redress-kill-'));
      for (let point = 0; point < POINTS; point += 1) {
        await liveUntilKilled(MOMENTS[point % MOMENTS.length]!);
        if (point % KILLS_PER_LOOK === KILLS_PER_LOOK - 1) looks.push(...(await lookAtFiles()));
      }
      await using redress = await RunningRedress.start({ data });
      await clients.repeatAll(await Office.open(redress));
      await eventually(
        () => lags(redress),
        (lag) => lag.length > 0 && lag.every((events) => events === 0),
      );
      expect(await redress.stop()).toBe(0);
      stored = await readStoredData(data);
    },
    60_000 + POINTS * 10_000,
  );

  afterAll(async () => {
    await rm(data, { recursive: true, force: true });
  });

  async function liveUntilKilled(moment: (typeof MOMENTS)[number]): Promise<void> {
    const begun = performance.now();
    const redress = await RunningRedress.launch({ data });
    if (moment === 'starting') {
      await pause(random.fraction() * startMs * 1.1);
      return redress.kill();
    }
    await redress.listening();
    startMs = performance.now() - begun;
    const enough = new AbortController();
    const work = clients.work(await Office.open(redress), enough.signal);
    await pause(random.below(WORK_MS_MAX));
    if (moment === 'stopping') {
      redress.signal('SIGTERM');
      await pause(random.below(STOPPING_MS_MAX));
    }
    await redress.kill();
    enough.abort();
    await work;
  }

  async function lookAtFiles(): Promise<readonly string[]> {
    const found = await readStoredData(data);
    const chains = found.chainFaults.map(({ stream, revision, fault }) => `${stream} ${revision}: ${fault}`);
    return [...journal.faultsIn(found.opened), ...found.viewFaults, ...chains];
  }

  it('was given enough to do', () => {
    const answered = journal.sent.filter(({ answer }) => answer !== undefined);
    expect(answered.length).toBeGreaterThan(POINTS * 5);
    expect(new Set(stored.opened.map(({ type }) => type)).size).toBeGreaterThan(8);
  });

  it('kept its files in order at every kill, before any start could mend them', () => {
    expect(looks).toEqual([]);
  });

  it('lost nothing that it had answered, and recorded nothing twice', () => {
    expect(journal.faultsIn(stored.opened)).toEqual([]);
  });

  it('gave every repeated request the answer of the first, and answered nothing else', () => {
    expect(journal.contradictions).toEqual([]);
    expect(journal.sent.filter(({ answer }) => answer === undefined)).toEqual([]);
  });

  it('wrote one message to each complainant who left an address, and recorded it once', async () => {
    const outbox = join(data, 'outbox');
    const files = await readdir(outbox);
    const messages = await Promise.all(files.map((file) => readFile(join(outbox, file), 'utf8')));
    const addressees = messages.map((message) => /^To: .*?([\w-]+@example\.org)/m.exec(message)?.[1]).sort();
    const written = journal.sent.filter(({ email }) => email !== undefined);
    expect(addressees).toEqual(written.map(({ email }) => email).sort());
    expect(files.filter((file) => !file.endsWith('.eml'))).toEqual([]);

    const streams = written.map(({ answer }) => streamOf(answer!)).sort();
    const streamsWith = (type: string) =>
      stored.opened
        .filter((event) => event.type === type)
        .map(({ stream }) => stream)
        .sort();
    expect(streamsWith('NotificationSent')).toEqual(streams);
    expect(streamsWith('ComplaintAcknowledged')).toEqual(streams);
  });

  it('has every view equal to a fold of the log', () => {
    expect(stored.viewsBehind).toEqual([]);
    expect(stored.viewFaults).toEqual([]);
  });

  it('has every chain intact', () => {
    expect(stored.chainFaults).toEqual([]);
  });
});

/** Events that each consumer has not handled yet. */
async function lags(redress: RunningRedress): Promise<readonly number[]> {
  const metrics = await (await fetch(`${redress.url}/metrics`)).text();
  return [...metrics.matchAll(/^redress_consumer_lag_events\{.*\} (-?\d+)$/gm)].map(([, events]) => Number(events));
}
