import { Injectable } from '@nestjs/common';
import { AnotherLogError, type ServerInUse } from '@redress/eventing';

const CHECK_MS_MAX = 1_000;

/**
 * `another-log`: it can be used, but stands on a log that is not this one, and is not used before that is set right. `degraded`: somebody
 * must look after it, and it keeps nothing else from working.
 */
type State = 'ready' | 'not-ready' | 'another-log' | 'degraded';

/** What the process needs to do its work, by name, and whether it can be used now. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, State>>;
  /** The servers that are spoken to, by the names of the checks that need them. Only of those that are told. */
  readonly servers?: Readonly<Record<string, ServerInUse>>;
}

/** Tries everything that this process depends on, each for at most a second. */
@Injectable()
export class ReadinessChecks {
  private readonly checks = new Map<string, () => Promise<unknown>>();
  private readonly servers = new Map<string, () => ServerInUse | undefined>();
  private readonly warnings = new Map<string, () => boolean>();

  /** `attempt` rejects when what is named cannot be used. */
  add(name: string, attempt: () => Promise<unknown>): void {
    this.checks.set(name, attempt);
  }

  /** What somebody must look after, while everything else goes on: it makes the process degraded, and never not ready. */
  addWarning(name: string, isWhole: () => boolean): void {
    this.warnings.set(name, isWhole);
  }

  /** What is named depends on a server, of which there may be several: says which one, and whether it is silent. */
  addServer(name: string, inUse: () => ServerInUse | undefined): void {
    this.servers.set(name, inUse);
  }

  async run(): Promise<Readiness> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, attempt]) => [name, await stateOf(attempt())] as const),
    );
    const warnings = [...this.warnings].map(([name, isWhole]) => [name, isWhole() ? 'ready' : 'degraded'] as const);
    const servers = [...this.servers].flatMap(([name, inUse]) => {
      const server = inUse();
      return server === undefined ? [] : [[name, server] as const];
    });
    return {
      ...(servers.length === 0 ? {} : { servers: Object.fromEntries(servers) }),
      ready: results.every(([, state]) => state === 'ready'),
      checks: Object.fromEntries<State>([...results, ...warnings]),
    };
  }
}

/** Rejects unless what it is told is true: a check of something that is known without asking anybody. */
export async function refuseUnless(healthy: boolean): Promise<void> {
  if (!healthy) throw new Error('not healthy');
}

async function stateOf(attempt: Promise<unknown>): Promise<State> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<State>((resolve) => {
    timer = setTimeout(resolve, CHECK_MS_MAX, 'not-ready');
  });
  const done = attempt.then(
    (): State => 'ready',
    (error: unknown): State => (error instanceof AnotherLogError ? 'another-log' : 'not-ready'),
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
