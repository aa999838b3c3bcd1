import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { EventStoreDbStandInOptions } from './eventstoredb-stand-in.js';
import type { EventStoreDbFault } from './faults.js';
import type { ProcessAnswer, ProcessOrder } from './process-messages.js';
import type { KillableEventStoreDb } from './server.js';

const HERE = import.meta.dirname;
/** Under jest this file and the program that it starts are TypeScript; built, both are JavaScript. */
const FROM_SOURCES = import.meta.filename.endsWith('.ts');
const PROGRAM = FROM_SOURCES
  ? ['--import', join(HERE, '../../../engines/eventstoredb/from-sources.mjs'), join(HERE, 'main.ts')]
  : [join(HERE, 'main.js')];
const ANSWER_MS_MAX = 20_000;

/** The stand-in as a separate process, which can be killed at any moment and restarted on its data. */
export class EventStoreDbProcess implements KillableEventStoreDb {
  private child: ChildProcess | undefined;
  private listening: { readonly url: string; readonly port: number } | undefined;

  private constructor(private readonly options: EventStoreDbStandInOptions) {}

  /** Rejects if the process does not serve within 20 seconds. It ends with this process at the latest. */
  static async start(options: EventStoreDbStandInOptions): Promise<EventStoreDbProcess> {
    const started = new EventStoreDbProcess(options);
    await started.startAgain();
    return started;
  }

  /** The URL for clients, without credentials; the same after every start. */
  get url(): string {
    return this.listening?.url ?? '';
  }

  get port(): number {
    return this.listening?.port ?? 0;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Serves the same folder at the same port, after `kill` or `stop`. */
  async startAgain(): Promise<void> {
    if (this.child !== undefined) throw new Error('The stand-in for EventStoreDB is running already.');
    this.child = spawn(process.execPath, PROGRAM, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        PATH: process.env['PATH'],
        REDRESS_TEST_EVENTSTOREDB_VERSION: process.env['REDRESS_TEST_EVENTSTOREDB_VERSION'],
      },
    });
    const port = this.listening?.port ?? this.options.port ?? 0;
    const answer = await this.order({ kind: 'start', options: { ...this.options, port } }).catch(
      async (error: unknown) => {
        await this.kill();
        throw error;
      },
    );
    if (answer.kind === 'started') this.listening = answer;
  }

  /** Injects or ends a fault. Resolves when it is in effect. */
  async fault(fault: EventStoreDbFault): Promise<void> {
    await this.order({ kind: 'fault', fault });
  }

  /** Scavenges. Resolves when that is done. */
  async scavenge(): Promise<void> {
    await this.order({ kind: 'scavenge' });
  }

  /** SIGKILL: nothing is finished, nothing is closed. Resolves when the process is gone. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child === undefined) return;
    this.child = undefined;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.startAgain();
  }

  /** Stops it gracefully. Idempotent. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child === undefined) return;
    this.child = undefined;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
  }

  private order(order: ProcessOrder): Promise<ProcessAnswer> {
    const { child } = this;
    if (child === undefined) throw new Error('The stand-in for EventStoreDB is not running.');
    return new Promise((resolve, reject) => {
      const settle = (answer: ProcessAnswer) => {
        clearTimeout(timer);
        child.off('message', settle);
        child.off('exit', ended);
        if (answer.kind === 'failed') reject(new Error(`The stand-in for EventStoreDB: ${answer.message}`));
        else resolve(answer);
      };
      const ended = () => settle({ kind: 'failed', message: 'it has ended.' });
      const timer = setTimeout(() => settle({ kind: 'failed', message: 'it does not answer.' }), ANSWER_MS_MAX);
      child.on('message', settle);
      child.on('exit', ended);
      child.send(order);
    });
  }
}
