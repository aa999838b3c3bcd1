import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { standInJars, standInProgram } from './stand-in-jars.js';

const startMsMax = 30_000;
const heapMebibytes = 512;

/** One run of the stand-in's server. */
export class StandInProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /** Resolves when it accepts connections. Port 0 means any that is free. Without a file it keeps everything in memory. */
  static async start(port: number, file: string | undefined): Promise<StandInProcess> {
    const jars = join(await standInJars(), '*');
    const options = [`-Xmx${heapMebibytes}m`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', jars];
    const child = spawn('java', [...options, standInProgram, String(port), ...(file === undefined ? [] : [file])], {
      // It ends when its standard input does: that is how it learns that this process is gone, in whatever way.
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => undefined);
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaints = `${complaints}${chunk.toString()}`.slice(-2_000);
    });
    const listening = await announcedPort(child);
    if (listening !== undefined) return new StandInProcess(child, listening);
    child.kill('SIGKILL');
    throw new Error(`The stand-in for MongoDB did not start. ${complaints}`);
  }

  /** Takes its process away as a crash would. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}

async function announcedPort(child: ChildProcess): Promise<number | undefined> {
  const lines = createInterface({ input: child.stdout! });
  const signal = AbortSignal.timeout(startMsMax);
  try {
    const failed = once(child, 'error', { signal }).then(([error]) => Promise.reject(error as Error));
    const ended = once(lines, 'close', { signal }).then(() => []);
    const announced = once(lines, 'line', { signal });
    const [line] = (await Promise.race([announced, ended, failed])) as readonly (string | undefined)[];
    const port = /^listening on (\d+)$/.exec(line ?? '')?.[1];
    return port === undefined ? undefined : Number(port);
  } catch {
    return undefined;
  }
}
