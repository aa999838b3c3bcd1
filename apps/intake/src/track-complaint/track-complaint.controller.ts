import { Body, Controller, Get, HttpCode, Inject, Ip, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { closed } from '@redress/contracts';
import { parseReference } from '@redress/domain';
import {
  Allow,
  answerOf,
  Answers,
  AtLeastQuery,
  clientNetworkOf,
  Problem,
  Public,
  Reference,
  Refuses,
  SERVER_SECRETS,
  Text,
  TrackTokens,
  type ServerSecrets,
} from '@redress/platform';
import Type from 'typebox';
import { AttemptLimiter } from './attempt-limiter.js';
import { TrackComplaint } from './track-complaint.query.js';
import { provenReference } from './tracking-code.js';
import { trackedComplaint, type TrackedComplaint } from '../tracking-view/tracking.answer.js';

/** The reference and code that the complainant received. */
export class TrackComplaintRequest {
  @Text(40)
  reference!: string;

  @Text(40)
  trackingCode!: string;
}

const trackedSchema = { ...answerOf(trackedComplaint), title: 'TrackedComplaint' };

/** The same answer, with the token for later requests. */
const identifiedSchema = {
  ...answerOf(closed({ ...trackedComplaint.properties, token: Type.String() })),
  title: 'IdentifiedComplaint',
};

@Controller('track')
export class TrackComplaintController {
  constructor(
    private readonly queries: QueryBus,
    private readonly tokens: TrackTokens,
    private readonly attempts: AttemptLimiter,
    @Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets,
  ) {}

  /** Exchanges reference and code for the complaint and a token valid for one hour. Always waits for the first event. */
  @Post()
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchanges reference and tracking code for the complaint and a token.' })
  @Answers(200, 'The complaint, and a token of one hour.', identifiedSchema)
  @Refuses(404, 'Reference and code do not belong together, whichever of them is wrong.')
  @Refuses(429, 'Too many wrong codes; Retry-After says when the next one is answered. A right one always is.')
  async identify(
    @Body() request: TrackComplaintRequest,
    @Ip() address: string,
  ): Promise<TrackedComplaint & { readonly token: string }> {
    const reference = provenReference(request.reference, request.trackingCode, this.secrets);
    if (reference === undefined) {
      // Counts by parsed reference, so that spelling variants share one counter.
      const parsed = parseReference(request.reference);
      await this.attempts.failed(parsed.ok ? parsed.reference : undefined, clientNetworkOf(address));
      throw new Problem('tracking-refused');
    }
    const complaint = await this.queries.execute(new TrackComplaint(reference, 0));
    return { ...complaint, token: await this.tokens.issue(reference) };
  }

  @Get(':reference')
  @Allow('track-complaint', 'complainant')
  @ApiOperation({ summary: 'What the complainant may know.' })
  @Answers(200, 'The complaint.', trackedSchema)
  show(@Reference() reference: string, @Query() { atLeast }: AtLeastQuery): Promise<TrackedComplaint> {
    return this.queries.execute(new TrackComplaint(reference, atLeast));
  }
}
