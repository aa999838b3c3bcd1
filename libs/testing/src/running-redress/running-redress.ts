import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface StartOptions {
  /** Folder of an earlier run; a new one is made (and removed at the end) when absent. */
  readonly data?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** How a process ended: by itself with a code, or by a signal that it did not handle. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const MAIN = join(import.meta.dirname, '../../../../apps/standalone/dist/main.js');
const START_MS_MAX = 30_000;
const STOP_MS_MAX = 15_000;
const OUTPUT_LENGTH_MAX = 10_000_000;

/** The built standalone system as a process of its own, on a free port and a folder of its own. Start it in a spec, and end it there. */
export class RunningRedress {
  private written = '';
  /** Resolves when the process has ended and all of its output was read. */
  readonly ended: Promise<Ending>;

  private constructor(
    private readonly child: ChildProcess,
    readonly data: string,
    private readonly ownsData: boolean,
  ) {
    this.ended = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
    const keep = (chunk: Buffer): void => {
      this.written = (this.written + chunk.toString()).slice(-OUTPUT_LENGTH_MAX);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  /** Resolves when it listens; rejects with what it printed when it ends before. */
  static async start(options: StartOptions = {}): Promise<RunningRedress> {
    const running = await RunningRedress.launch(options);
    await running.listening();
    return running;
  }

  /** Resolves when there is a process, which may not listen yet, or never. */
  static async launch({ data, env = {} }: StartOptions = {}): Promise<RunningRedress> {
    const folder = data ?? (await mkdtemp(join(tmpdir(), 'redress-')));
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env['PATH'], REDRESS_DATA: folder, PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new RunningRedress(child, folder, data === undefined);
  }

  /** Everything it has printed so far. */
  get output(): string {
    return this.written;
  }

  get url(): string {
    const url = /http:\/\/[\w.[\]:]+:\d+/.exec(this.written)?.[0];
    if (url === undefined) throw new Error('It does not listen yet.');
    return url;
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  /** As a power cut would: no chance to finish anything. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Asks it to stop and answers its exit code; kills it when it does not. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    const ending = await Promise.race([this.ended, pause(STOP_MS_MAX, 'late' as const, { ref: false })]);
    if (ending !== 'late') return ending.code;
    await this.kill();
    throw new Error(`It did not stop within ${STOP_MS_MAX} ms.`);
  }

  /** Ends it if it still runs, and removes the folder if it made it. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.isRunning) await this.kill();
    if (this.ownsData) await rm(this.data, { recursive: true, force: true });
  }

  private get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves when it listens; rejects with what it printed when it ends before. */
  async listening(): Promise<void> {
    const deadline = Date.now() + START_MS_MAX;
    while (!/http:\/\/\S+:\d+/.test(this.written)) {
      if (!this.isRunning || Date.now() > deadline) {
        await this.kill();
        throw new Error(`It did not start:\n${this.written}`);
      }
      await pause(10);
    }
  }
}
