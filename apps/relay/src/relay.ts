import { randomUUID } from 'node:crypto';
import {
  type DynamicModule,
  Inject,
  Injectable,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Instant } from '@redress/domain';
import { type Position, Relay, RELAY_VIEW } from '@redress/eventing';
import {
  createOperatedApplication,
  failureSummary,
  JsonLogger,
  loadConfig,
  Metrics,
  openRelayEngines,
  OperationsModule,
  ReadinessChecks,
  type RedressConfig,
  refuseUnless,
  type RelayEngines,
  type RunningService,
  runProcess,
  startOrExplain,
} from '@redress/platform';
import { HistoryMarks } from './history-marks.js';

/** `RelayEngines` */
const RELAY_ENGINES = Symbol('RELAY_ENGINES');
/** `RelayServiceOptions` */
const RELAY_OPTIONS = Symbol('RELAY_OPTIONS');

export interface RelayServiceOptions {
  /** A new destination starts after this position. */
  readonly from?: Position;
}

const MS_PER_SECOND = 1_000;

/** Runs the relay while the process lives, and reports its state. */
@Injectable()
export class RelayService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('relay');
  private relay: Relay | undefined;

  constructor(
    @Inject(RELAY_ENGINES) private readonly engines: RelayEngines,
    @Inject(RELAY_OPTIONS) private readonly options: RelayServiceOptions,
    private readonly metrics: Metrics,
    private readonly readiness: ReadinessChecks,
  ) {}

  onApplicationBootstrap(): void {
    const { engines } = this;
    const { destination } = engines;
    const marks = new HistoryMarks(engines.eventStore);
    const relay = new Relay({
      ...engines,
      ...this.options,
      holder: randomUUID(),
      historyOf: (events) => marks.of(events),
      onError: (error) => this.logger.error({ destination, ...failureSummary(error) }),
      onActive: (active) => {
        this.logger.log({ destination, active });
        // It also goes on here after its log was restored or exchanged.
        marks.forget();
      },
    });
    this.relay = relay;
    this.readiness.add('event-store', () => engines.eventStore.head());
    this.readiness.addServer('event-store', engines.eventStore);
    this.readiness.addServer('event-stream', engines.publisher);
    this.readiness.addServer('read-store', engines.readStore);
    // The relay publishes for a while after its lease can no longer be renewed; this check alerts operators before it stops.
    this.readiness.add('read-store', () => engines.readStore.checkpoint(RELAY_VIEW.name));
    this.readiness.add('relay', async () => {
      const { astray, healthy } = relay.state();
      if (astray !== undefined) throw astray;
      await refuseUnless(healthy);
    });
    this.measure(relay);
  }

  /** Releases the lease before the engines are closed, so that another relay takes over at once. */
  async onApplicationShutdown(): Promise<void> {
    await this.relay?.close();
    await this.engines.close();
  }

  private measure(relay: Relay): void {
    const { engines, metrics } = this;
    const { destination } = engines;
    metrics.serverInUse('event_store', engines.eventStore);
    metrics.serverInUse('event_stream', engines.publisher);
    metrics.serverInUse('read_store', engines.readStore);
    const gauge = (name: string, help: string, value: () => Promise<number>): void =>
      metrics.gauge(name, help, 'destination', () => [value().then((number) => [destination, number] as const)]);
    gauge('redress_relay_active', '1 while this process publishes, 0 while another does.', () =>
      Promise.resolve(relay.state().role === 'active' ? 1 : 0),
    );
    // Entries of the store itself may follow our newest event; they count as published once skipped.
    gauge(
      'redress_relay_lag',
      'How much is recorded and not published: events of a store that numbers them, else bytes of its log.',
      async () => Math.max(0, engines.eventStore.distance(relay.state().published, await engines.eventStore.head())),
    );
    gauge(
      'redress_relay_oldest_unpublished_seconds',
      'Age of the oldest event in hand that is not published; 0 when there is none.',
      () => Promise.resolve(ageOf(relay.state().oldestUnpublishedAt)),
    );
  }
}

function ageOf(instant: Instant | undefined): number {
  return instant === undefined ? 0 : Math.max(0, Date.now() - Date.parse(instant)) / MS_PER_SECOND;
}

/** Copies recorded events to Kafka. Has no keys: personal values stay ciphertext. */
@Module({})
export class RelayModule {
  static forRoot(config: RedressConfig, engines: RelayEngines, options: RelayServiceOptions): DynamicModule {
    return {
      module: RelayModule,
      imports: [OperationsModule.forRoot(config)],
      providers: [
        { provide: RELAY_ENGINES, useValue: engines },
        { provide: RELAY_OPTIONS, useValue: options },
        RelayService,
      ],
    };
  }
}

export interface ServeRelayOptions {
  /** A new topic starts after this position. Default: the beginning of the log. */
  readonly from?: Position;
}

/**
 * Runs the relay in this process, configured by the environment, with health and metrics on its port. On failure to start, prints the
 * reason in one line and exits with code 3. Several may run at once: one publishes, the others wait to take over.
 */
export function serveRelay(
  env: NodeJS.ProcessEnv = process.env,
  options: ServeRelayOptions = {},
): Promise<RunningService> {
  return startOrExplain('relay', async () => {
    const config = loadConfig(env);
    const logger = new JsonLogger('relay', config.logLevel);
    const engines = await openRelayEngines(config);
    const module = RelayModule.forRoot(config, engines, options);
    const app = await createOperatedApplication(module, logger).catch(async (error: unknown) => {
      await engines.close();
      throw error;
    });
    return runProcess({ name: 'relay', config, logger, app });
  });
}
