import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { recordSampleProblems, ReportStore, scheduleSampleReports } from '@redress/analytics';
import type { EventCodec, EventStore, KeyStore, ReadStore } from '@redress/eventing';
import {
  CONFIG,
  DiskSpace,
  EVENT_CODEC,
  EVENT_STORE,
  failureSummary,
  KEY_STORE,
  MASTER_KEY,
  Problem,
  READ_STORE,
  type RedressConfig,
  schemeOf,
  SERVER_SECRETS,
  type ServerSecrets,
  TIME_SOURCE,
  type TimeSource,
} from '@redress/platform';
import { Policies } from '@redress/policies';
import { Emptiness, fill, NotEmptyError, type Plan } from '@redress/sample-data';
import { batchesOfThreads } from './generation-threads.js';

/** As many as one looks through in a trial: enough that every status and nearly every kind of event occurs. */
export const SAMPLE_COMPLAINTS = 300;
const SEED = 1;
const YEAR_MS = 365 * 24 * 3_600_000;
/** One beside the process's own, so that it goes on answering. */
const THREADS = 1;

export const sampleDataStates = ['available', 'loading', 'loaded', 'failed', 'unavailable'] as const;

/** Whether invented complaints can be loaded, and how far that has come. */
export interface SampleDataState {
  /** `unavailable`: the installation has complaints or policies of its own, or keeps its events on a server. */
  readonly state: (typeof sampleDataStates)[number];
  /** How many complaints are written. */
  readonly complaints: number;
  /** How many there will be. */
  readonly of: number;
}

/** Fills an installation that is still empty with invented complaints of the last year, once, in the background. Nobody is notified. */
@Injectable()
export class SampleData implements OnModuleDestroy {
  private readonly logger = new Logger(SampleData.name);
  private readonly emptiness: Emptiness;
  private readonly stopping = new AbortController();
  private readonly reports: ReportStore;
  private progress: Pick<SampleDataState, 'state' | 'complaints'> = { state: 'available', complaints: 0 };
  private loading: Promise<void> = Promise.resolve();

  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
    @Inject(MASTER_KEY) private readonly masterKey: Uint8Array,
    @Inject(CONFIG) private readonly config: RedressConfig,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    private readonly policies: Policies,
    private readonly disk: DiskSpace,
    @Inject(READ_STORE) readStore: ReadStore,
    @Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets,
    @Inject(EVENT_CODEC) private readonly codec: EventCodec,
  ) {
    this.reports = new ReportStore(readStore, secrets.reportKey);
    this.emptiness = new Emptiness({ events, policies });
  }

  async state(): Promise<SampleDataState> {
    const { state, complaints } = this.progress;
    const isOffered = state !== 'available' || (await this.isPossible());
    return { state: isOffered ? state : 'unavailable', complaints, of: SAMPLE_COMPLAINTS };
  }

  /**
   * Begins to load, unless that was begun before; `owner` is the `sub` of who is to have the reports among it. Throws
   * `Problem('sample-data-unavailable')` and `Problem('disk-nearly-full')`.
   */
  async load(owner: string): Promise<SampleDataState> {
    if (this.isBegun) return this.state();
    await this.disk.requireRoom();
    const isPossible = await this.isPossible();
    // Another request may have begun meanwhile.
    if (this.isBegun) return this.state();
    if (!isPossible) throw new Problem('sample-data-unavailable');
    this.progress = { state: 'loading', complaints: 0 };
    this.loading = this.run(owner);
    return this.state();
  }

  private get isBegun(): boolean {
    return this.progress.state === 'loading' || this.progress.state === 'loaded';
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.loading;
  }

  /** On a server, other processes may be at work that were never asked. */
  private async isPossible(): Promise<boolean> {
    return schemeOf(this.config.eventStore) === 'sqlite' && (await this.emptiness.holds());
  }

  private async run(owner: string): Promise<void> {
    const { events, keys, policies, masterKey, codec, secrets } = this;
    const now = this.clock.now();
    const until_ms = Date.parse(now);
    const plan: Plan = { seed: SEED, complaints: SAMPLE_COMPLAINTS, since_ms: until_ms - YEAR_MS, until_ms };
    try {
      const batches = batchesOfThreads({ plan, masterKey, now }, THREADS);
      const { interrupted } = await fill({ events, keys, policies }, batches, {
        now,
        signal: this.stopping.signal,
        onProgress: (complaints) => (this.progress = { state: 'loading', complaints }),
      });
      if (!interrupted) {
        await scheduleSampleReports(this.reports, owner, now);
        await recordSampleProblems({ store: events, codec, secrets }, now);
      }
      this.progress = { ...this.progress, state: interrupted ? 'failed' : 'loaded' };
    } catch (error) {
      if (error instanceof NotEmptyError) this.progress = { state: 'available', complaints: 0 };
      else {
        this.logger.error(failureSummary(error));
        this.progress = { ...this.progress, state: 'failed' };
      }
    }
  }
}
