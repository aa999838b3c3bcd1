import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import {
  type Answer,
  call,
  type DistributedRedress,
  type DistributedStartOptions,
  eventually,
  launchDistributed,
  type SeededRandom,
  seededRandom,
} from '@redress/testing';
import { Office } from '../office.js';
import { readStoredData } from '../stored-data.js';
import { BusyOffice, Journal } from './busy-office.js';
import { type Aftermath, itKeptItsPromises } from './promises-kept.js';

/** Limit for a whole spec file of this kind: start, some troubles, repeating all requests, and checking the remaining data. */
export const TROUBLES_MS_MAX = 240_000;

const WORK_MS_BEFORE = 2_500;
const RECOVERY_MS_MAX = 60_000;
/** Two cores run six processes, their engines and the clients. */
const PAUSE_MS_MAX = 80;
/** Required however long the system was in trouble. */
const ENOUGH = { answered: 60, types: 8 };

/** An office at work in a distributed system, with troubles injected. */
export class TroubledOffice {
  readonly random: SeededRandom;
  readonly journal = new Journal();
  private readonly clients: BusyOffice;
  private readonly times = new RecoveryTimes();
  private running: { readonly redress: DistributedRedress; readonly office: Office } | undefined;
  private options: DistributedStartOptions = {};
  private left: (Aftermath & { readonly parked: readonly string[]; readonly exitCode: number | null }) | undefined;

  constructor(seed: number) {
    this.random = seededRandom(seed);
    this.clients = new BusyOffice(this.journal, this.random, PAUSE_MS_MAX);
  }

  async start(options: DistributedStartOptions = {}): Promise<void> {
    const data = await mkdtemp(join(tmpdir(), 'redress-trouble-'));
    this.options = { ...options, data };
    const redress = await launchDistributed(this.options);
    this.running = { redress, office: await listening(redress) };
    await this.ready();
  }

  get redress(): DistributedRedress {
    return this.require().redress;
  }

  get office(): Office {
    return this.require().office;
  }

  /** The findings at the end. */
  get aftermath(): NonNullable<typeof this.left> {
    if (this.left === undefined) throw new Error('The end has not come yet.');
    return this.left;
  }

  /**
   * Runs a trouble while clients are at work. `trouble` resolves once it is repaired; then this waits until everything is ready and has
   * caught up, and records how long that took.
   */
  async during(name: string, trouble: () => Promise<void>): Promise<void> {
    const enough = new AbortController();
    const work = this.clients.work(this.office, enough.signal);
    try {
      await pause(WORK_MS_BEFORE);
      await trouble();
      const mended = this.times.mended(name);
      const answers = this.answerCount;
      const answering = eventually(async () => this.answerCount > answers, Boolean, RECOVERY_MS_MAX).then(
        mended.answering,
      );
      await Promise.all([answering, this.ready().then(mended.ready)]);
      enough.abort();
      await work;
      await this.redress.settled();
      mended.caughtUp();
    } finally {
      enough.abort();
      await work;
    }
  }

  /** Continues until enough work is done, repeats every request, stops the system, and reads the remaining data. */
  async finish(): Promise<void> {
    const { redress, office } = this.require();
    await this.clients.workUntil(office, ENOUGH);
    await this.clients.repeatAll(office);
    await redress.settled();
    const parked = parkedIn(await redress.metrics());
    const exitCode = await redress.stop();
    const stored = await readStoredData(redress.data, this.options.places);
    this.left = { journal: this.journal, stored, outbox: join(redress.data, 'outbox'), parked, exitCode };
  }

  async close(): Promise<void> {
    this.times.print();
    await this.running?.redress[Symbol.asyncDispose]();
    await rm(this.options.data ?? '', { recursive: true, force: true });
  }

  /** Resolves when every process reports ready. */
  async ready(): Promise<void> {
    const { names } = this.redress;
    const notReady = async (): Promise<readonly string[]> => {
      const all = await Promise.all(names.map((name) => readinessOf(this.redress, name)));
      return all.flatMap(({ notReady }, index) => notReady.map((check) => `${names[index]}: ${check}`));
    };
    await eventually(notReady, ({ length }) => length === 0, RECOVERY_MS_MAX);
  }

  private get answerCount(): number {
    return this.journal.workload.answered;
  }

  private require(): NonNullable<typeof this.running> {
    if (this.running === undefined) throw new Error('It was not started.');
    return this.running;
  }
}

/** Declares specs, in the current `describe`, of what must hold after any trouble. */
export function itCameThrough(trouble: TroubledOffice): void {
  it('was given enough to do', () => {
    const { stored } = trouble.aftermath;
    expect(new Set(stored.opened.map(({ type }) => type)).size).toBeGreaterThan(ENOUGH.types);
  });

  itKeptItsPromises(() => trouble.aftermath);

  it('has parked nothing, and stopped in time', () => {
    expect(trouble.aftermath.parked).toEqual([]);
    expect(trouble.aftermath.exitCode).toBe(0);
  });
}

async function listening(redress: DistributedRedress): Promise<Office> {
  try {
    await redress.listening();
    return await Office.open(redress);
  } catch (error) {
    await redress[Symbol.asyncDispose]();
    throw error;
  }
}

function parkedIn(metrics: string): readonly string[] {
  return metrics.split('\n').filter((line) => /^redress_view_parked_complaints\{.*\} (?!0$)/.test(line));
}

interface Recovery {
  readonly name: string;
  answering?: number;
  ready?: number;
  caughtUp?: number;
}

const MS_PER_SECOND = 1_000;

/** Recovery times after each repaired trouble: printed, never asserted. */
class RecoveryTimes {
  private readonly recoveries: Recovery[] = [];

  /** Called at the moment of repair; the returned functions are called when the system has reached each stage. */
  mended(name: string): Readonly<Record<'answering' | 'ready' | 'caughtUp', () => void>> {
    const recovery: Recovery = { name };
    this.recoveries.push(recovery);
    const begun = performance.now();
    const note = (stage: 'answering' | 'ready' | 'caughtUp') => (): void => {
      recovery[stage] = performance.now() - begun;
    };
    return { answering: note('answering'), ready: note('ready'), caughtUp: note('caughtUp') };
  }

  print(): void {
    for (const { name, answering, ready, caughtUp } of this.recoveries) {
      process.stdout.write(
        `recovery after ${name}: answering ${seconds(answering)}, ready ${seconds(ready)}, caught up ${seconds(caughtUp)}\n`,
      );
    }
  }
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? 'never' : `${(ms / MS_PER_SECOND).toFixed(1)} s`;
}

/** What a process reports as unusable; `it does not answer` when it is silent. */
async function readinessOf(
  redress: DistributedRedress,
  name: string,
): Promise<{ readonly status: number | undefined; readonly notReady: readonly string[] }> {
  try {
    const { status, body } = await call<{ checks: Record<string, string> }>(
      'GET',
      `${redress.service(name).url}/health/ready`,
    );
    const notReady = Object.entries(body.checks).filter(([, state]) => state !== 'ready');
    return { status, notReady: notReady.map(([check]) => check) };
  } catch {
    return { status: undefined, notReady: ['it does not answer'] };
  }
}

/** A command that was sent during an outage of an engine, and will be repeated unchanged. */
export interface RepeatedCommand {
  readonly name: string;
  send(): Promise<Answer>;
}

/** A new complaint, and a note on an existing one. Both are idempotent. */
export async function commandsToRepeat({ office }: TroubledOffice): Promise<readonly RepeatedCommand[]> {
  const known = await office.lodge({ description: 'The card was swallowed.' });
  const note = { text: 'The complainant telephoned.', visibility: 'internal' };
  const path = `/api/cases/${String(known.body['reference'])}/add-note`;
  const key = { 'idempotency-key': randomUUID() };
  return [
    { name: 'lodge', send: () => office.lodge({ description: 'The queue was long.' }, key) },
    { name: 'add-note', send: () => office.post('hugo', path, note, key) },
  ];
}

/** The parts of an answer that tell a client to retry. */
export function asToldToClient({ status, headers, body }: Answer): Readonly<Record<string, unknown>> {
  return {
    status,
    type: headers.get('content-type')?.split(';')[0],
    code: body['code'],
    saysWhen: Number(headers.get('retry-after')) > 0,
  };
}

/** The answer to a command whose store is unreachable. */
export const COME_AGAIN = {
  status: 503,
  type: 'application/problem+json',
  code: 'store-unavailable',
  saysWhen: true,
} as const;

/** The process that has no engine of its own: it asks the services. */
const PAGES = 'web';

/** What each process that has engines reports as unusable. */
export async function notReadyByProcess({ redress }: TroubledOffice): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = redress.names.filter((name) => name !== PAGES);
  const all = names.map(async (name) => [name, (await readinessOf(redress, name)).notReady] as const);
  return new Map(await Promise.all(all));
}
