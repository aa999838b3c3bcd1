import { launchDistributed } from './distributed-redress.js';
import { launchStandalone } from './standalone-redress.js';

export interface StartOptions {
  /** Folder of an earlier run. Default: a new one, removed at the end. */
  readonly data?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** How a process ended: by itself with a code, or by a signal that it did not handle. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The built system, running on a free port and a separate folder. Start and end it in the same spec. */
export interface RunningRedress {
  /** `http://127.0.0.1:41234`; throws while it does not listen yet. */
  readonly url: string;
  readonly data: string;
  /** The settings of its processes, for a command line on the same engines. */
  readonly env: Readonly<Record<string, string>>;
  /** Everything it has printed so far. */
  readonly output: string;
  /** Resolves when it has ended and all of its output was read. */
  readonly ended: Promise<Ending>;
  /** Resolves when it listens; rejects with what it printed when it ends before. */
  listening(): Promise<void>;
  /** Resolves when everything recorded, including its effects, has reached every consumer. */
  settled(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Kills it like a power cut: nothing is finished. */
  kill(): Promise<void>;
  /** Stops it and returns its exit code; kills it if it does not stop. */
  stop(): Promise<number | null>;
  /** Ends it if still running, and removes a folder created for it. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** One process on embedded engines, or, with `REDRESS_E2E=distributed`, one process for each service on external engines. */
export const IS_DISTRIBUTED = process.env['REDRESS_E2E'] === 'distributed';

export const RunningRedress = {
  /** Resolves when it listens; rejects with what it printed when it ends before. */
  async start(options: StartOptions = {}): Promise<RunningRedress> {
    const running = await RunningRedress.launch(options);
    await running.listening();
    return running;
  },

  /** Resolves when the process exists, before it listens. */
  launch(options: StartOptions = {}): Promise<RunningRedress> {
    return IS_DISTRIBUTED ? launchDistributed(options) : launchStandalone(options);
  },
};

export interface CallOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

const ANSWER_MS_MAX = 20_000;

/** Sends one JSON request and reads its JSON answer. Rejects only without any answer. */
export async function call<Body = Record<string, unknown>>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  { token, body, headers = {} }: CallOptions = {},
): Promise<Answer<Body>> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Body };
}
