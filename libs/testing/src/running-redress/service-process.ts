import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ending } from './running-redress.js';

const APPS = join(import.meta.dirname, '../../../../apps');
const START_MS_MAX = 60_000;
/** A process ends itself long before, but a busy machine may not let it run. */
const STOP_MS_MAX = 60_000;
/** What a process wrote last, when it does not stop. */
const SAID_LENGTH = 2_000;
const OUTPUT_LENGTH_MAX = 10_000_000;

/** One built application (`intake`, `relay`, `web`, `standalone`) as a separate process. */
export class ServiceProcess {
  private written = '';
  /** Resolves when the process has ended and all of its output was read. */
  readonly ended: Promise<Ending>;

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
  ) {
    this.ended = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
    const keep = (chunk: Buffer): void => {
      this.written = (this.written + chunk.toString()).slice(-OUTPUT_LENGTH_MAX);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  /** Gives the process only these settings; it listens on a free port unless they name one. */
  static launch(name: string, env: Readonly<Record<string, string>>): ServiceProcess {
    const main = join(APPS, name, 'dist/main.js');
    const child = spawn(process.execPath, [main], {
      env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ServiceProcess(name, child);
  }

  get output(): string {
    return this.written;
  }

  /** Throws while it does not listen yet. */
  get url(): string {
    const url = this.urlNow;
    if (url === undefined) throw new Error(`${this.name} does not listen yet.`);
    return url;
  }

  /** Undefined while it does not listen yet. */
  get urlNow(): string | undefined {
    return /http:\/\/[\w.[\]:]+:\d+/.exec(this.written)?.[0];
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    const ending = await Promise.race([this.ended, pause(STOP_MS_MAX, 'late' as const, { ref: false })]);
    if (ending !== 'late') return ending.code;
    const doing = threadsOf(this.child.pid);
    await this.kill();
    const said = this.written.slice(-SAID_LENGTH);
    throw new Error(
      `${this.name} did not stop within ${STOP_MS_MAX} ms. It said last:\n${said}\nIts threads:\n${doing}`,
    );
  }

  async listening(): Promise<void> {
    const deadline = Date.now() + START_MS_MAX;
    while (!/http:\/\/\S+:\d+/.test(this.written)) {
      if (!this.isRunning || Date.now() > deadline) {
        await this.kill();
        throw new Error(`${this.name} did not start:\n${this.written}`);
      }
      await pause(10);
    }
  }
}

/** The data folder of a run: a given one, which is kept, or a new one, removed with the run. */
export class DataFolder {
  private constructor(
    readonly path: string,
    private readonly isOwn: boolean,
  ) {}

  static async open(given: string | undefined): Promise<DataFolder> {
    return new DataFolder(given ?? (await mkdtemp(join(tmpdir(), 'redress-'))), given === undefined);
  }

  async release(): Promise<void> {
    if (this.isOwn) await rm(this.path, { recursive: true, force: true });
  }
}

/** Reads lags from the metrics of processes: one number for each consumer and each active relay. */
export interface Lags {
  readonly consumers: readonly number[];
  readonly relays: readonly number[];
}

/** The lags in the text of one or several processes' metrics. */
export function lagsIn(metrics: string): Lags {
  const numbers = (name: string): readonly number[] =>
    [...metrics.matchAll(new RegExp(`^${name}\\{.*\\} (-?[\\d.e+]+)$`, 'gm'))].map(([, number]) => Number(number));
  return { consumers: numbers('redress_consumer_lag_events'), relays: numbers('redress_relay_lag') };
}

/** What each thread of a process waits for, where the system tells (Linux): for whoever has to find out why it does not end. */
function threadsOf(pid: number | undefined): string {
  const tasks = `/proc/${pid}/task`;
  const told = (task: string, file: string): string => readFileSync(`${tasks}/${task}/${file}`, 'utf8').trim();
  try {
    return readdirSync(tasks)
      .map((task) => [told(task, 'comm'), /^State:.*$/m.exec(told(task, 'status'))?.[0], told(task, 'wchan')].join(' '))
      .join('\n');
  } catch {
    return 'unknown';
  }
}
