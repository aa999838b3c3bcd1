import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LOG_START, type RecordedEvent, type StreamName, toPosition, toStreamName } from '@redress/eventing';
import { ScratchFolder } from '@redress/testing';
import { openSqliteEventStore } from './sqlite-event-store.js';

const program = new URL('../../fixtures/append-until-killed.mjs', import.meta.url).pathname;
/** Kills per run; `REDRESS_KILLS=200` for a long run. */
const kills = Number(process.env['REDRESS_KILLS'] ?? 6);
const eventsPerAppend = 3;

interface Answered {
  readonly stream: StreamName;
  readonly revision: number;
  readonly position: bigint;
}

/** A process that writes until killed, and its acknowledged appends. */
class Writer {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  private output = '';
  errors = '';

  constructor(file: string, round: number) {
    this.child = spawn(process.execPath, [program, file, String(round)], { env: { PATH: process.env['PATH'] } });
    this.child.stdout!.on('data', (data) => (this.output += String(data)));
    this.child.stderr!.on('data', (data) => (this.errors += String(data)));
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  /** Resolves when at least this many appends were acknowledged, or the process has ended. */
  async answers(count: number): Promise<void> {
    const enough = new Promise<void>((resolve) => {
      this.child.stdout!.on('data', () => this.output.split('\n').length > count + 1 && resolve());
    });
    await Promise.race([enough, this.ended]);
  }

  /** Complete lines only: the last one may be cut off. */
  answered(): readonly Answered[] {
    return this.output
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split(' '))
      .map(([stream, revision, position]) => ({
        stream: toStreamName(stream!),
        revision: Number(revision),
        position: toPosition(BigInt(position!)),
      }));
  }
}

describe('A writer in another process', () => {
  let folder: ScratchFolder;
  let file: string;
  beforeEach(() => {
    folder = new ScratchFolder();
    file = folder.file('events.db');
  });
  afterEach(() => folder.remove());

  const recorded = async (): Promise<readonly RecordedEvent[]> => {
    const store = await openSqliteEventStore({ file });
    const events = await Array.fromAsync(store.readAll(LOG_START));
    await store.close();
    return events;
  };

  it('loses nothing that was answered, and leaves nothing half-written, when it is killed', async () => {
    const answered: Answered[] = [];
    for (let round = 0; round < kills; round += 1) {
      const writer = new Writer(file, round);
      await writer.answers(1 + Math.floor(Math.random() * 1_500));
      writer.child.kill('SIGKILL');
      await writer.ended;
      expect(writer.errors).toBe('');
      answered.push(...writer.answered());
    }
    const events = await recorded();
    const places = new Map(events.map(({ stream, revision, position }) => [`${stream}/${revision}`, position]));
    expect(answered.filter((one) => places.get(`${one.stream}/${one.revision}`) !== one.position)).toEqual([]);
    expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => BigInt(index + 1)));
    for (const [stream, history] of Map.groupBy(events, (event) => event.stream)) {
      expect(history.length % eventsPerAppend).toBe(0);
      expect(history.map(({ id }) => id)).toEqual(history.map((_, revision) => `${stream}-${revision}`));
    }
    expect(answered.length).toBeGreaterThan(kills);
  }, 600_000);

  it('is the only one: a second is refused by a sentence, a reader is not', async () => {
    const writer = new Writer(file, 0);
    await writer.answers(10);
    await expect(openSqliteEventStore({ file })).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining(`Another process is writing to the data folder ${folder.path}`),
    });
    const second = new Writer(file, 1);
    expect(await second.ended).toBe(3);
    expect(second.errors).toMatch(/^store-unavailable: Another process is writing/);

    const reader = await openSqliteEventStore({ file, readOnly: true });
    const stop = new AbortController();
    let seen = 0;
    for await (const { events, position } of reader.follow(LOG_START, { signal: stop.signal })) {
      seen += events.length;
      expect(position).toBe(BigInt(seen));
      if (seen > 3_000) stop.abort();
    }
    await expect(reader.append('complaint-A', 'none', [])).rejects.toMatchObject({ code: 'store-unavailable' });
    await reader.close();
    writer.child.kill('SIGKILL');
    await writer.ended;
    expect((await recorded()).length).toBeGreaterThanOrEqual(seen);
  }, 60_000);
});
