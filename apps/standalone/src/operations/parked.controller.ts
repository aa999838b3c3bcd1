import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import { COMPLAINT_STREAM_PREFIX, complaintStream, referenceOf } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { formatReference, type Instant } from '@redress/domain';
import { type StreamName, toStreamName } from '@redress/eventing';
import {
  Allow,
  acceptedOrProblem,
  Answers,
  Caller,
  CommandMetaOfMany,
  commandSourceOf,
  ComplaintWalls,
  type FollowerKind,
  instantSchema,
  IsReference,
  listOf,
  type LogFollower,
  objectSchema,
  orNull,
  Problem,
  REASON_LENGTH_MAX,
  referenceSchema,
  Refuses,
  revisionSchema,
  Text,
  textSchema,
  type ViewRegistry,
  VIEWS,
  WholeNumber,
} from '@redress/platform';
import { IsOptional } from 'class-validator';
import { ParkedSkips } from './parked-skips.js';

/** Parked complaints in one answer, the oldest of each view first. */
const LISTED_MAX = 200;
/** Complaints that one request retries: each is read from the log. */
const RETRIED_MAX = 50;
const REVISION_MAX = 1_000_000_000;

/** Which parked complaints to retry. */
export class RetryParkedRequest {
  /** One complaint. Default: the 50 of the view that have waited longest. */
  @IsOptional()
  @IsReference()
  reference?: Reference;
}

/** Which parked event to skip, and why. */
export class SkipParkedRequest {
  @IsReference()
  reference!: Reference;

  /** Of the event, as the list shows it: another one that has parked since is not skipped. */
  @WholeNumber(0, REVISION_MAX)
  revision!: number;

  /** Why the view or process can go on without it. Without names and other personal data. */
  @Text(REASON_LENGTH_MAX)
  reason!: string;
}

/** A complaint that a view or process waits for, as it is answered. */
interface ShownParked {
  readonly view: string;
  readonly kind: FollowerKind;
  readonly reference: string | null;
  readonly revision: number;
  readonly eventType: string;
  readonly error: string;
  readonly parkedAt: Instant;
  readonly attempts: number;
}

/** An event that a view or process goes on without, as it is answered. */
interface ShownSkip {
  readonly view: string;
  readonly kind: FollowerKind;
  readonly reference: string | null;
  readonly revision: number;
  readonly eventType: string;
  readonly error: string;
  readonly reason: string | null;
  readonly at: Instant;
  readonly by: string;
}

/** What became of a retry. */
interface Retried {
  readonly done: number;
  readonly stillParked: number;
}

/** What both lists say of an event that could not be handled. */
const failedEvent = {
  view: textSchema,
  kind: { enum: ['view', 'process'] },
  reference: {
    ...orNull(referenceSchema),
    description: 'Null for a complaint that the reader may not know of, and for what is no complaint.',
  },
  revision: { ...revisionSchema, description: 'Of the event that could not be handled.' },
  eventType: textSchema,
  error: { ...textSchema, description: 'Class and code of the failure; nothing personal.' },
};

const parkedSchema = objectSchema(
  {
    items: listOf(
      objectSchema(
        {
          ...failedEvent,
          parkedAt: instantSchema,
          attempts: { type: 'integer', minimum: 1 },
        },
        { title: 'ParkedComplaint' },
      ),
    ),
    truncated: { type: 'boolean', description: 'There are more than 200.' },
  },
  { title: 'ParkedComplaints' },
);

const skippedSchema = objectSchema(
  {
    items: listOf(
      objectSchema(
        {
          ...failedEvent,
          reason: { ...orNull(textSchema), description: 'Null where the complaint is not named, or a key is missing.' },
          at: instantSchema,
          by: textSchema,
        },
        { title: 'SkippedEvent' },
      ),
    ),
    truncated: { type: 'boolean', description: 'There are more than 200.' },
  },
  { title: 'SkippedEvents' },
);

const count = { type: 'integer', minimum: 0 };
const retriedSchema = objectSchema({ done: count, stillParked: count }, { title: 'RetriedComplaints' });

/** Complaints with an event that a view or process could not handle, of every service. */
@Controller('operations/parked')
export class ParkedController {
  constructor(
    @Inject(VIEWS) private readonly followers: ViewRegistry,
    private readonly walls: ComplaintWalls,
    private readonly skips: ParkedSkips,
  ) {}

  @Get()
  @Allow('retry-parked')
  @ApiOperation({
    summary:
      'Complaints with an event that a view or process could not handle: later ones wait, other complaints go on. Only where all services are one process.',
  })
  @Answers(200, 'Those that have waited longest.', parkedSchema)
  async list(
    @Caller() caller: Caller,
  ): Promise<{ readonly items: readonly ShownParked[]; readonly truncated: boolean }> {
    const found = await this.ofAll((follower) => follower.parked());
    const items: ShownParked[] = [];
    for (const { follower, one } of found.slice(0, LISTED_MAX)) {
      const { stream, eventId: _eventId, ...event } = one;
      const reference = await this.named(caller, stream);
      items.push({ view: follower.name, kind: follower.kind, reference, ...event });
    }
    return { items, truncated: found.length > LISTED_MAX };
  }

  @Get('skipped')
  @Allow('retry-parked')
  @ApiOperation({
    summary:
      'Events that views and processes go on without: who decided it, when and why. Only where all services are one process.',
  })
  @Answers(200, 'The newest first.', skippedSchema)
  async listSkipped(
    @Caller() caller: Caller,
  ): Promise<{ readonly items: readonly ShownSkip[]; readonly truncated: boolean }> {
    const found = await this.ofAll((follower) => this.skips.of(follower.name));
    found.sort((left, right) => (left.one.at < right.one.at ? 1 : -1));
    const items: ShownSkip[] = [];
    for (const { follower, one } of found.slice(0, LISTED_MAX)) {
      const { consumer: view, event: _event, stream, reason, ...rest } = one;
      const reference = await this.named(caller, toStreamName(stream));
      items.push({ view, kind: follower.kind, reference, ...rest, reason: (reference && reason) ?? null });
    }
    return { items, truncated: found.length > LISTED_MAX };
  }

  /** Handles the waiting events in order; one that fails again stays parked. */
  @Post(':view/retry')
  @HttpCode(200)
  @Allow('retry-parked')
  @ApiOperation({ summary: 'Retries parked complaints of a view or process: one, or those that have waited longest.' })
  @ApiParam({ name: 'view', description: 'As the list gives it.', type: String })
  @Answers(200, 'How many go on, and how many stay parked.', retriedSchema)
  @Refuses(404, 'There is no such view or process, or the complaint is not parked there.')
  async retry(
    @Param('view') view: string,
    @Body() { reference }: RetryParkedRequest,
    @Caller() caller: Caller,
  ): Promise<Retried> {
    const follower = this.follower(view);
    const parked = (await follower.parked()).map(({ stream }) => stream);
    const wanted = reference === undefined ? parked.slice(0, RETRIED_MAX) : [await this.known(caller, reference)];
    if (!wanted.every((stream) => parked.includes(stream))) throw new Problem('not-found');
    let done = 0;
    for (const stream of wanted) if ((await follower.retry(stream)) !== 'still-parked') done += 1;
    return { done, stillParked: wanted.length - done };
  }

  /** Recorded before the view or process goes on; whoever asks again is answered, and nothing more is skipped. */
  @Post(':view/skip')
  @HttpCode(200)
  @Allow('retry-parked')
  @ApiOperation({
    summary:
      'Lets a view or process go on without an event that it could not handle, and records who decided it and why. A rebuild by a mended view applies it after all.',
  })
  @ApiParam({ name: 'view', description: 'As the list gives it.', type: String })
  @Answers(200, 'Whether the complaint goes on, or stays parked for a later event.', retriedSchema)
  @Refuses(404, 'There is no such view or process, or the complaint is not parked there for this event.')
  async skip(
    @Param('view') view: string,
    @Body() { reference, revision, reason }: SkipParkedRequest,
    @CommandMetaOfMany() meta: CommandMetaOfMany,
  ): Promise<Retried> {
    const stream = await this.known(meta.caller, reference);
    const skipped = await this.skips.skip(this.follower(view), { stream, revision, reason }, commandSourceOf(meta));
    if (skipped === undefined) throw new Problem('not-found');
    acceptedOrProblem(skipped.outcome);
    const stillParked = skipped.result === 'still-parked' ? 1 : 0;
    return { done: 1 - stillParked, stillParked };
  }

  /** Throws `Problem('not-found')`. */
  private follower(view: string): LogFollower {
    const follower = this.followers.all().find(({ name }) => name === view);
    if (follower === undefined) throw new Problem('not-found');
    return follower;
  }

  /** What all views and processes have of something, each with whose it is. */
  private async ofAll<Item>(
    of: (follower: LogFollower) => Promise<readonly Item[]>,
  ): Promise<{ readonly follower: LogFollower; readonly one: Item }[]> {
    const each = this.followers.all().map(async (follower) => (await of(follower)).map((one) => ({ follower, one })));
    return (await Promise.all(each)).flat();
  }

  /** The reference as displayed; null for a complaint that the caller may not know of. */
  private async named(caller: Caller, stream: StreamName): Promise<string | null> {
    return (await this.isKnown(caller, stream)) ? formatReference(referenceOf(stream)) : null;
  }

  private async known(caller: Caller, reference: Reference): Promise<StreamName> {
    const stream = complaintStream(reference);
    if (!(await this.isKnown(caller, stream))) throw new Problem('not-found');
    return stream;
  }

  private async isKnown(caller: Caller, stream: StreamName): Promise<boolean> {
    return stream.startsWith(COMPLAINT_STREAM_PREFIX) && this.walls.lets(caller, 'retry-parked', referenceOf(stream));
  }
}
