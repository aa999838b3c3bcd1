import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { freePorts } from '../kafka/free-ports.js';
import { NetworkProxy } from '../network-proxy.js';
import type { EventStoreDbStandInOptions } from './eventstoredb-stand-in.js';
import type { EventStoreDbFault } from './faults.js';
import type { KillableEventStoreDb } from './server.js';

/** A container may have to be downloaded first. */
const SERVING_MS_MAX = 300_000;
const ENDING_MS_MAX = 60_000;
const HOST = '127.0.0.1';

/** An order to the program, one line on its standard input. The end of input means `stop`. */
type Order = 'kill' | 'stop' | 'scavenge';

/**
 * A server that a program starts: it is given a folder, a port and options as JSON, prints `serving URL`, and answers each
 * order with `done` or `failed REASON`. Clients reach it through a relay, which makes the faults that a network can have.
 */
export class StartedServer implements KillableEventStoreDb {
  private child: ChildProcess | undefined;
  private lines: AsyncIterator<string> | undefined;
  private served = '';

  private constructor(
    private readonly program: readonly string[],
    private readonly options: EventStoreDbStandInOptions,
    private readonly serverPort: number,
    private readonly network: NetworkProxy,
  ) {}

  /** Rejects with what the program says when it does not serve. */
  static async start(program: readonly string[], options: EventStoreDbStandInOptions): Promise<StartedServer> {
    const [port] = await freePorts(1);
    const network = await NetworkProxy.start({
      target: { host: HOST, port: Number(port) },
      ...(options.port && { port: options.port }),
    });
    const started = new StartedServer(program, options, Number(port), network);
    try {
      await started.startAgain();
    } catch (error) {
      await started.stop();
      throw error;
    }
    return started;
  }

  get url(): string {
    return this.served.replace(`:${this.serverPort}`, `:${this.network.port}`);
  }

  get port(): number {
    return this.network.port;
  }

  async startAgain(): Promise<void> {
    if (this.child !== undefined) throw new Error('The server runs already.');
    const { folder, port: _, ...rest } = this.options;
    const [command = '', ...args] = this.program;
    const child = spawn(command, [...args, folder, String(this.serverPort), JSON.stringify(rest)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const failed = new Promise<never>((_, reject) => child.once('error', reject));
    // A program that ends early is reported by the missing line.
    child.stdin.on('error', () => undefined);
    this.child = child;
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const line = await Promise.race([this.answer(SERVING_MS_MAX), failed]);
    const [, url] = /^serving (\S+)$/.exec(line) ?? [];
    if (url === undefined) throw new Error(`The program that starts the server says: ${line}`);
    this.served = url;
  }

  async fault(fault: EventStoreDbFault): Promise<void> {
    const { network } = this;
    if (!isRelayed(fault)) throw new Error(`Only the stand-in can have the fault ${JSON.stringify(fault)}.`);
    if (fault.kind === 'heal') await network.heal();
    else if (fault.kind === 'stall') network.blackHole();
    else if (fault.kind === 'slow-down') network.delay(fault.delay_ms, 'to-client');
    else if (fault.kind === 'refuse') {
      network.refuse();
      network.dropConnections();
    } else network.dropConnections();
  }

  async scavenge(): Promise<void> {
    await this.order('scavenge');
    const line = await this.answer(ENDING_MS_MAX);
    if (line !== 'done') throw new Error(`The program that started the server says: ${line}`);
  }

  kill(): Promise<void> {
    return this.end('kill');
  }

  async restart(): Promise<void> {
    await this.end('stop');
    await this.startAgain();
  }

  async stop(): Promise<void> {
    await this.end('stop');
    await this.network.close();
  }

  private async end(order: 'kill' | 'stop'): Promise<void> {
    const { child } = this;
    if (child === undefined) return;
    this.child = undefined;
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const gone = once(child, 'exit', { signal: AbortSignal.timeout(ENDING_MS_MAX) });
    child.stdin?.end(`${order}\n`);
    await gone.catch(() => child.kill('SIGKILL'));
  }

  private async order(order: Order): Promise<void> {
    if (this.child === undefined) throw new Error('The server does not run.');
    this.child.stdin?.write(`${order}\n`);
  }

  private async answer(within_ms: number): Promise<string> {
    const late = Promise.withResolvers<string>();
    const timer = setTimeout(() => late.resolve(`nothing in ${within_ms} ms`), within_ms);
    try {
      const next = this.lines!.next().then(({ value, done }) => (done === true ? 'nothing, and has ended' : value));
      return await Promise.race([next, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}

type RelayedFault =
  | Exclude<EventStoreDbFault, { kind: 'lose-acknowledgements' | 'silence-subscriptions' | 'gossip' | 'not-ready' }>
  | { readonly kind: 'drop-subscriptions'; readonly error: true };

/** Whether a relay in front of a server can make a fault. It cannot tell one call of a connection from another. */
export function isRelayed(fault: EventStoreDbFault): fault is RelayedFault {
  if (fault.kind === 'drop-subscriptions') return fault.error;
  return ['stall', 'refuse', 'slow-down', 'heal'].includes(fault.kind);
}
