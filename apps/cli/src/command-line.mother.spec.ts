import { jest } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { ACCESSES, type AccessEntry, loadConfig } from '@redress/platform';
import { runRedress, Terminal } from './index.js';
import { openViews } from './session.js';

/** The result of one command line. */
export interface Answer {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** A temporary folder with a data folder in it, and commands run on it. */
export class CommandLine {
  private constructor(
    readonly folder: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** @param env settings for every command; a data folder in them overrides the temporary one. */
  static async open(env: Readonly<Record<string, string>> = {}): Promise<CommandLine> {
    jest.setTimeout(60_000);
    return new CommandLine(await mkdtemp(join(tmpdir(), 'redress-cli-')), env);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  get data(): string {
    return this.env['REDRESS_DATA'] ?? this.path('data');
  }

  async write(name: string, text: string): Promise<string> {
    await writeFile(this.path(name), text);
    return this.path(name);
  }

  text(name: string): Promise<string> {
    return readFile(this.path(name), 'utf8');
  }

  /** Runs `redress ...args` with the data folder, or another one when `args` names it. */
  async run(args: readonly string[], signal = new AbortController().signal): Promise<Answer> {
    const out = new Gathered();
    const err = new Gathered();
    const exitCode = await runRedress(args.includes('--data') ? args : [...args, '--data', this.data], {
      terminal: new Terminal(out, err),
      env: this.env,
      interruption: () => signal,
    });
    return { exitCode, out: out.text, err: err.text };
  }

  /** The same folder, with other settings. */
  with(env: Readonly<Record<string, string>>): CommandLine {
    return new CommandLine(this.folder, { ...this.env, ...env });
  }

  /** What the access log holds, in order. */
  async accesses(): Promise<readonly AccessEntry[]> {
    const views = await openViews(loadConfig({ ...this.env, REDRESS_DATA: this.data }));
    try {
      await views.define(ACCESSES);
      const entries = await Array.fromAsync(views.scan(ACCESSES.name), ({ body }) => body as unknown as AccessEntry);
      return entries.sort((one, other) => (one.firstAt < other.firstAt ? -1 : 1));
    } finally {
      await views.close();
    }
  }

  /** The answer of a command as JSON. */
  async json(...args: readonly string[]) {
    return JSON.parse((await this.run([...args, '--json'])).out);
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

class Gathered extends Writable {
  text = '';

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
