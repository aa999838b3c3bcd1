import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import { COMPLAINT_STREAM_PREFIX, complaintStream, referenceOf } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { formatReference, type Instant } from '@redress/domain';
import type { ParkedStream, StreamName } from '@redress/eventing';
import {
  Allow,
  Answers,
  Caller,
  ComplaintWalls,
  type FollowerKind,
  instantSchema,
  IsReference,
  listOf,
  type LogFollower,
  objectSchema,
  orNull,
  Problem,
  referenceSchema,
  Refuses,
  revisionSchema,
  textSchema,
  type ViewRegistry,
  VIEWS,
} from '@redress/platform';
import { IsOptional } from 'class-validator';

/** Parked complaints in one answer, the oldest of each view first. */
const LISTED_MAX = 200;
/** Complaints that one request retries: each is read from the log. */
const RETRIED_MAX = 50;

/** Which parked complaints to retry. */
export class RetryParkedRequest {
  /** One complaint. Default: the 50 of the view that have waited longest. */
  @IsOptional()
  @IsReference()
  reference?: Reference;
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

/** What became of a retry. */
interface Retried {
  readonly done: number;
  readonly stillParked: number;
}

const parkedSchema = objectSchema(
  {
    items: listOf(
      objectSchema(
        {
          view: textSchema,
          kind: { enum: ['view', 'process'] },
          reference: {
            ...orNull(referenceSchema),
            description: 'Null for a complaint that the reader may not know of, and for what is no complaint.',
          },
          revision: { ...revisionSchema, description: 'Of the event that could not be handled.' },
          eventType: textSchema,
          error: { ...textSchema, description: 'Class and code of the failure; nothing personal.' },
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

const count = { type: 'integer', minimum: 0 };
const retriedSchema = objectSchema({ done: count, stillParked: count }, { title: 'RetriedComplaints' });

/** Complaints with an event that a view or process could not handle, of every service. */
@Controller('operations/parked')
export class ParkedController {
  constructor(
    @Inject(VIEWS) private readonly followers: ViewRegistry,
    private readonly walls: ComplaintWalls,
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
    const found = (await Promise.all(this.followers.all().map((follower) => parkedBy(follower)))).flat();
    const items: ShownParked[] = [];
    for (const { follower, parked } of found.slice(0, LISTED_MAX)) {
      const { stream, eventId: _eventId, ...event } = parked;
      const isKnown = await this.isKnown(caller, stream);
      const reference = isKnown ? formatReference(referenceOf(stream)) : null;
      items.push({ view: follower.name, kind: follower.kind, reference, ...event });
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
    const follower = this.followers.all().find(({ name }) => name === view);
    if (follower === undefined) throw new Problem('not-found');
    const parked = (await follower.parked()).map(({ stream }) => stream);
    const wanted = reference === undefined ? parked.slice(0, RETRIED_MAX) : [await this.known(caller, reference)];
    if (!wanted.every((stream) => parked.includes(stream))) throw new Problem('not-found');
    let done = 0;
    for (const stream of wanted) if ((await follower.retry(stream)) !== 'still-parked') done += 1;
    return { done, stillParked: wanted.length - done };
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

interface Found {
  readonly follower: LogFollower;
  readonly parked: ParkedStream;
}

async function parkedBy(follower: LogFollower): Promise<readonly Found[]> {
  return (await follower.parked()).map((parked) => ({ follower, parked }));
}
