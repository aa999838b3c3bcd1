import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMMAND = join(import.meta.dirname, 'command.mjs');
const GIVEN = /^REDRESS_TEST_/;
const COMMAND_MS_MAX = 100_000;

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The `engines` command on a separate set of engines. */
export class EnginesCommand {
  private readonly folder = mkdtempSync(join(tmpdir(), 'redress-engines-'));

  /** `env` extends this process's environment, without its engines. */
  run(args: readonly string[], env: { readonly [name: string]: string } = {}): Promise<CommandResult> {
    const options = { env: { ...this.env(), ...env }, timeout: COMMAND_MS_MAX };
    return new Promise((resolve) => {
      execFile(process.execPath, [COMMAND, ...args], options, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
      });
    });
  }

  /** Starts it in the background; resolves when it has printed the settings. */
  async foreground(): Promise<{ readonly child: ChildProcess; readonly stdout: string }> {
    const child = spawn(process.execPath, [COMMAND, 'up', '--native'], {
      env: this.env(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [printed] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, stdout: printed.toString() };
  }

  /** Ends what runs. */
  async dispose(): Promise<void> {
    await this.run(['down']);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private env(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !GIVEN.test(name));
    return { ...Object.fromEntries(inherited), REDRESS_ENGINES_FOLDER: this.folder };
  }
}

/** The ports of loopback in a text. */
export function portsIn(text: string): readonly number[] {
  return [...new Set([...text.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port)))];
}

/** Tells whether each of these ports is in use. */
export function listening(ports: readonly number[]): Promise<readonly boolean[]> {
  return Promise.all(
    ports.map(async (port) => {
      const socket = connect({ port, host: '127.0.0.1' });
      return new Promise<boolean>((resolve) => {
        socket.once('connect', () => resolve(true));
        socket.once('error', () => resolve(false));
      }).finally(() => socket.destroy());
    }),
  );
}
