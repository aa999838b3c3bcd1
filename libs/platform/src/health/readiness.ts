import { Injectable } from '@nestjs/common';

const CHECK_MS_MAX = 1_000;

/** What the process needs to do its work, by name, and whether it can be used now. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'ready' | 'not-ready'>>;
}

/** Tries everything that this process depends on, each for at most a second. */
@Injectable()
export class ReadinessChecks {
  private readonly checks = new Map<string, () => Promise<unknown>>();

  /** `attempt` rejects when what is named cannot be used. */
  add(name: string, attempt: () => Promise<unknown>): void {
    this.checks.set(name, attempt);
  }

  async run(): Promise<Readiness> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, attempt]) => [name, await succeeds(attempt())] as const),
    );
    return {
      ready: results.every(([, ready]) => ready),
      checks: Object.fromEntries(results.map(([name, ready]) => [name, ready ? 'ready' : 'not-ready'])),
    };
  }
}

/** Rejects unless what it is told is true: a check of something that is known without asking anybody. */
export async function refuseUnless(healthy: boolean): Promise<void> {
  if (!healthy) throw new Error('not healthy');
}

async function succeeds(attempt: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, CHECK_MS_MAX, false);
  });
  const done = attempt.then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
