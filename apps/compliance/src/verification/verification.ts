import { Controller, Get, HttpCode, Inject, Injectable, Logger, type OnModuleDestroy, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { COMPLAINT_STREAM_PREFIX } from '@redress/complaints';
import type { Instant } from '@redress/domain';
import {
  type ChainFault,
  ChainVerifier,
  type EventStore,
  ForgetOrders,
  LOG_START,
  type StreamName,
  WHOLE_LOG,
} from '@redress/eventing';
import {
  Allow,
  Answers,
  TIME_SOURCE,
  type TimeSource,
  EVENT_STORE,
  instantSchema,
  KnownDamage,
  listOf,
  objectSchema,
  textSchema,
} from '@redress/platform';

/** Findings of the last or current check. Counts cover what was read so far. */
export interface IntegrityState {
  readonly state: 'never-run' | 'running' | 'passed' | 'failed' | 'interrupted';
  readonly startedAt?: Instant;
  readonly finishedAt?: Instant;
  readonly events: number;
  readonly streams: number;
  readonly faultCount: number;
  /** The first 100; `redress verify` lists all of them. */
  readonly faults: readonly ListedFault[];
}

interface ListedFault extends Omit<ChainFault, 'position'> {
  readonly position?: string;
}

const LISTED_FAULTS_MAX = 100;

/** Verifies the hash chains of the whole store, one run at a time. Needs no keys, since it reads ciphertext. */
@Injectable()
export class IntegrityCheck implements OnModuleDestroy {
  private readonly logger = new Logger(IntegrityCheck.name);
  private current: IntegrityState = { state: 'never-run', events: 0, streams: 0, faultCount: 0, faults: [] };
  private walk: Promise<void> = Promise.resolve();
  private verifier: ChainVerifier | undefined;
  private stopping = false;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    private readonly damage: KnownDamage,
  ) {}

  state(): IntegrityState {
    if (this.current.state !== 'running' || this.verifier === undefined) return this.current;
    const { events, streams } = this.verifier;
    return { ...this.current, events, streams };
  }

  /** Starts a run unless one is in progress. */
  start(): IntegrityState {
    if (this.current.state !== 'running') {
      this.current = {
        state: 'running',
        startedAt: this.clock.now(),
        events: 0,
        streams: 0,
        faultCount: 0,
        faults: [],
      };
      this.walk = this.run();
    }
    return this.state();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.walk;
  }

  private async run(): Promise<void> {
    const verifier = new ChainVerifier({ densePositions: this.store.densePositions });
    this.verifier = verifier;
    const orders = new ForgetOrders();
    try {
      for await (const event of this.store.readAll(LOG_START, { ordered: (order) => orders.take(order) })) {
        if (this.stopping) return this.end('interrupted', verifier);
        this.found(verifier.add(event));
      }
      this.found(verifier.finish());
      const isOurs = (stream: StreamName): boolean =>
        stream.startsWith(COMPLAINT_STREAM_PREFIX) || verifier.lastRevision(stream) >= 0;
      this.found(orders.faults(isOurs));
      this.end(this.current.faultCount === 0 ? 'passed' : 'failed', verifier);
    } catch (error) {
      // An unreadable row is a fault of the log; an unreachable store is not.
      const unreadable = error instanceof Error && 'code' in error && error.code === 'store-corrupt';
      if (unreadable) this.found([{ stream: WHOLE_LOG, revision: -1, fault: 'unreadable', detail: error.message }]);
      this.logger.error(`The integrity check stopped: ${error instanceof Error ? error.name : 'unknown error'}.`);
      this.end(unreadable ? 'failed' : 'interrupted', verifier);
    }
  }

  private found(faults: readonly ChainFault[]): void {
    if (faults.length === 0) return;
    for (const { stream, fault } of faults) {
      if ((fault === 'cut' || fault === 'missing') && stream !== WHOLE_LOG) this.damage.note('histories', stream);
    }
    const room = LISTED_FAULTS_MAX - this.current.faults.length;
    const listed = faults.slice(0, Math.max(0, room)).map(({ position, ...fault }) => ({
      ...fault,
      ...(position !== undefined && { position: String(position) }),
    }));
    const faultCount = this.current.faultCount + faults.length;
    this.current = { ...this.current, faultCount, faults: [...this.current.faults, ...listed] };
  }

  private end(state: IntegrityState['state'], { events, streams }: ChainVerifier): void {
    this.current = { ...this.current, state, finishedAt: this.clock.now(), events, streams };
  }
}

const count = { type: 'integer', minimum: 0 };
const fault = objectSchema(
  { stream: textSchema, revision: { type: 'integer' }, fault: textSchema, detail: textSchema },
  { title: 'ChainFault', optional: { position: textSchema } },
);

/** Schema of an integrity check's findings, for the API description. */
const integritySchema = objectSchema(
  {
    state: { enum: ['never-run', 'running', 'passed', 'failed', 'interrupted'] },
    events: count,
    streams: count,
    faultCount: count,
    faults: listOf(fault),
  },
  { title: 'IntegrityState', optional: { startedAt: instantSchema, finishedAt: instantSchema } },
);

@Controller('compliance/verify')
export class VerificationController {
  constructor(private readonly check: IntegrityCheck) {}

  @Get()
  @Allow('verify-integrity')
  @ApiOperation({ summary: 'What the last integrity check has found.' })
  @Answers(200, 'The state of the check.', integritySchema)
  show(): IntegrityState {
    return this.check.state();
  }

  /** Answers immediately; the outcome is available once the state is `passed` or `failed`. */
  @Post()
  @Allow('run-verification')
  @ApiOperation({ summary: 'Starts an integrity check.' })
  @Answers(202, 'Started, or under way already.', integritySchema)
  @HttpCode(202)
  run(): IntegrityState {
    return this.check.start();
  }
}
