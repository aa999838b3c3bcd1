import { readFile } from 'node:fs/promises';
import { StoreUnavailableError } from '@redress/eventing';
import type { StaffRole } from '@redress/contracts';
import { mintToken, type RedressConfig } from '@redress/platform';
import { type Command, Option } from 'commander';
import type { CliContext } from './context.js';
import { EXIT, Failure, unusable, wrongUsage } from './exit.js';
import { openForWriting, type WritingSession } from './session.js';

/** The options by which a command works through a running server. */
export interface ServerOptions {
  readonly server?: string;
  readonly tokenFile?: string;
}

/** How the options are explained in the help of commands that have them. */
export const SERVER_HELP = `
A running server locks embedded engines. With --server the command works through its API instead, as an administrator: with the token in
--token-file, or else with one of the installation's own issuer, whose key is in the data folder.`;

/** Adds `--server` and `--token-file`. */
export function withServer(command: Command): Command {
  return command
    .addOption(new Option('--server <url>', 'work through a running server: http://127.0.0.1:8080'))
    .addOption(new Option('--token-file <file>', 'file with a token of an administrator, for --server'));
}

/** Opens the data folder as {@link openForWriting}; while a server has it, the error names the way through that one. */
export async function openOrServer(config: RedressConfig): Promise<WritingSession> {
  try {
    return await openForWriting(config);
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    throw unusable(
      `${error.message} Or work through it, when it is a server: --server http://127.0.0.1:${config.port}`,
      error,
    );
  }
}

const OWN_TOKEN = { sub: 'operator', ttlSeconds: 600 } as const;
/** A command on every open complaint of a large log takes minutes. */
const ANSWER_WITHIN_MS = 30 * 60_000;

/** A running server, as one person sees it. */
export class RunningServer {
  private constructor(
    private readonly url: URL,
    private readonly token: string,
  ) {}

  /** Returns the server that the options name; undefined without `--server`. Throws a `Failure`, or `ConfigError` without a way to a token. */
  static async named({ server, tokenFile }: ServerOptions, context: CliContext, role: StaffRole = 'admin') {
    if (server === undefined) {
      if (tokenFile !== undefined) throw wrongUsage('--token-file is of use with --server only.');
      return undefined;
    }
    const url = URL.parse(server);
    if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '')
      throw wrongUsage('--server needs the address of a server, such as http://127.0.0.1:8080.');
    const token =
      tokenFile === undefined
        ? await mintToken(context.config(), { ...OWN_TOKEN, roles: [role] })
        : (await readFile(tokenFile, 'utf8')).trim();
    return new RunningServer(url, token);
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.call('GET', path);
  }

  post<Answer>(path: string, body: object): Promise<Answer> {
    return this.call('POST', path, body);
  }

  private async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const url = new URL(`${this.url.pathname.replace(/\/$/, '')}/api/${path}`, this.url);
    const answer = await fetch(url, {
      method,
      // A token must not follow to another server.
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: {
        authorization: `Bearer ${this.token}`,
        'accept-language': 'en',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw unusable(`The server at ${this.url.origin} does not answer. Check --server, and that it runs.`, cause);
    });
    const content: unknown = await answer.json().catch(() => undefined);
    if (answer.ok && content !== undefined) return content as Answer;
    throw new Failure(this.refusal(answer.status, content), EXIT.found);
  }

  private refusal(status: number, content: unknown): string {
    const { detail, errors = [] } = (content ?? {}) as {
      readonly detail?: string;
      readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
    };
    if (detail === undefined) return `${this.url.origin} answered with ${status}, and is no Redress server.`;
    const role = status === 403 ? ' The token needs the role admin.' : '';
    return [`${detail}${role}`, ...errors.map((error) => `${error.pointer}: ${error.detail}`)].join('\n');
  }
}
