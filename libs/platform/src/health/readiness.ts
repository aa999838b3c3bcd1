import { Inject, Injectable } from '@nestjs/common';
import type { EventStore, KeyStore, ReadStore } from '@redress/eventing';
import { ConsumerRegistry } from '../consumers/consumer-registry.js';
import { EVENT_STORE, KEY_STORE, READ_STORE } from '../engines/tokens.js';
import { VIEWS } from '../views/tokens.js';
import { ViewRegistry } from '../views/view-registry.js';

const CHECK_MS_MAX = 1_000;

/** What the service needs to do its work, by name, and whether it can be used now. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'ready' | 'not-ready'>>;
}

/** Tries everything that this process depends on, each for at most a second. */
@Injectable()
export class ReadinessChecks {
  constructor(
    @Inject(EVENT_STORE) private readonly eventStore: EventStore,
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    @Inject(KEY_STORE) private readonly keyStore: KeyStore,
    @Inject(VIEWS) private readonly views: ViewRegistry,
    private readonly consumers: ConsumerRegistry,
  ) {}

  async run(): Promise<Readiness> {
    const [view] = this.views.all();
    const attempts: (readonly [string, Promise<unknown>])[] = [
      ['event-store', this.eventStore.head()],
      ['key-store', this.keyStore.get(['readiness'])],
    ];
    if (view !== undefined) attempts.push(['read-store', this.readStore.checkpoint(view.name)]);
    for (const consumer of this.consumers.all())
      attempts.push([`consumer:${consumer.group}`, refuseUnless(consumer.healthy())]);
    const results = await Promise.all(
      attempts.map(async ([name, attempt]) => [name, await succeeds(attempt)] as const),
    );
    return {
      ready: results.every(([, ready]) => ready),
      checks: Object.fromEntries(results.map(([name, ready]) => [name, ready ? 'ready' : 'not-ready'])),
    };
  }
}

async function refuseUnless(healthy: boolean): Promise<void> {
  if (!healthy) return Promise.reject(new Error('not healthy'));
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
