import { Controller, Get, Inject, Injectable, type OnApplicationBootstrap, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  AnotherLogError,
  AnotherVersionError,
  type EventStore,
  type EventStream,
  type KeyStore,
  type ReadStore,
  type Served,
  type ServerInUse,
} from '@redress/eventing';
import type { FastifyReply } from 'fastify';
import { Public } from '../../security/caller.js';
import { ConsumerRegistry } from '../consumers/connect-consumer.js';
import { EVENT_STORE, EVENT_STREAM, KEY_STORE, READ_STORE } from '../engines/tokens.js';
import { ViewRegistry, VIEWS } from '../views/followers.js';
import { LogWatch } from '../views/log-watch.js';
import { DAMAGES, KnownDamage } from './known-damage.js';

const CHECK_MS_MAX = 1_000;

/**
 * `another-log`: usable, but built from another log, and therefore unused until it is rebuilt or the log is restored. `another-version`:
 * made by another version of this program, and stopped until it is rebuilt. `degraded`: needs an operator, while everything else keeps
 * working.
 */
type State = 'ready' | 'not-ready' | 'another-log' | 'another-version' | 'degraded';

/** Dependencies of the process, by name, and whether each can be used now. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, State>>;
  /** Servers in use, by the name of the check that needs them, for engines that report which one they use. */
  readonly servers?: Readonly<Record<string, ServerInUse>>;
}

/** Checks everything that this process depends on, each within a second. */
@Injectable()
export class ReadinessChecks {
  private readonly checks = new Map<string, () => Promise<unknown>>();
  private readonly servers = new Map<string, Served>();
  private readonly warnings = new Map<string, () => boolean>();

  /** Adds a dependency; `attempt` rejects when it is unusable. */
  add(name: string, attempt: () => Promise<unknown>): void {
    this.checks.set(name, attempt);
  }

  /** Adds a fault that needs an operator while everything else continues: the process is then degraded, but never not ready. */
  addWarning(name: string, isWhole: () => boolean): void {
    this.warnings.set(name, isWhole);
  }

  /** Reports which of possibly several servers a dependency uses now, and whether that server is silent. */
  addServer(name: string, engine: Served): void {
    this.servers.set(name, engine);
  }

  async run(): Promise<Readiness> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, attempt]) => [name, await stateOf(attempt())] as const),
    );
    const warnings = [...this.warnings].map(([name, isWhole]) => [name, isWhole() ? 'ready' : 'degraded'] as const);
    const servers = [...this.servers].flatMap(([name, { inUse }]) =>
      inUse === undefined ? [] : [[name, inUse] as const],
    );
    return {
      ...(servers.length === 0 ? {} : { servers: Object.fromEntries(servers) }),
      ready: results.every(([, state]) => state === 'ready'),
      checks: Object.fromEntries<State>([...results, ...warnings]),
    };
  }
}

/** Rejects unless `healthy`: a check of the process's own state. */
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
    (error: unknown): State =>
      error instanceof AnotherLogError || error instanceof AnotherVersionError ? error.code : 'not-ready',
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

/** Adds the engines and consumers of a service to the readiness checks. */
@Injectable()
export class EngineChecks implements OnApplicationBootstrap {
  constructor(
    private readonly readiness: ReadinessChecks,
    @Inject(EVENT_STORE) private readonly eventStore: EventStore,
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    @Inject(KEY_STORE) private readonly keyStore: KeyStore,
    @Inject(EVENT_STREAM) private readonly eventStream: EventStream,
    @Inject(VIEWS) private readonly views: ViewRegistry,
    private readonly watch: LogWatch,
    private readonly consumers: ConsumerRegistry,
    private readonly damage: KnownDamage,
  ) {}

  onApplicationBootstrap(): void {
    const { readiness, views, watch, consumers } = this;
    readiness.add('event-store', () => this.eventStore.head());
    readiness.addServer('event-store', this.eventStore);
    readiness.addServer('event-stream', this.eventStream);
    readiness.addServer('key-store', this.keyStore);
    readiness.addServer('read-store', this.readStore);
    readiness.add('key-store', () => this.keyStore.get(['readiness']));
    for (const damage of DAMAGES) readiness.addWarning(damage, () => this.damage.count(damage) === 0);
    const [view] = views.all();
    if (view !== undefined) readiness.add('read-store', () => this.readStore.checkpoint(view.name));
    for (const { name, kind } of views.all()) readiness.add(`${kind}:${name}`, () => watch.requireCurrent(name));
    for (const consumer of consumers.all())
      readiness.add(`consumer:${consumer.group}`, async () => {
        if (consumer.astray !== undefined) throw consumer.astray;
        await refuseUnless(consumer.healthy());
      });
  }
}

/** Liveness and readiness for the process supervisor. */
@Public()
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly checks: ReadinessChecks) {}

  /** Shows that the process answers. Ignores dependencies: a restart would not fix them. */
  @Get('live')
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  /** Answers 200 when everything can be used, otherwise 503; both list each dependency and its state. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.checks.run();
    void reply.code(readiness.ready ? 200 : 503);
    return readiness;
  }
}
