import { Body, Controller, Get, HttpCode, Inject, Ip, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { parseReference } from '@redress/domain';
import type { JsonObject } from '@redress/eventing';
import {
  Allow,
  Answers,
  AtLeastQuery,
  Problem,
  Public,
  Reference,
  Refuses,
  SERVER_SECRETS,
  TrackTokens,
  type ServerSecrets,
} from '@redress/platform';
import { AttemptLimiter } from './attempt-limiter.js';
import { TrackComplaint } from './track-complaint.query.js';
import { TrackComplaintRequest } from './track-complaint.request.js';
import { provenReference } from './tracking-code.js';
import { identifiedSchema, trackedSchema } from '../tracking-view/tracking.schema.js';

@Controller('track')
export class TrackComplaintController {
  constructor(
    private readonly queries: QueryBus,
    private readonly tokens: TrackTokens,
    private readonly attempts: AttemptLimiter,
    @Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets,
  ) {}

  /** Exchanges reference and code for the complaint and a token of one hour. The very first event is always waited for. */
  @Post()
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchanges reference and tracking code for the complaint and a token.' })
  @Answers(200, 'The complaint, and a token of one hour.', identifiedSchema)
  @Refuses(404, 'Reference and code do not belong together, whichever of them is wrong.')
  @Refuses(429, 'Too many attempts; Retry-After says when to try again.')
  async identify(@Body() request: TrackComplaintRequest, @Ip() address: string): Promise<JsonObject> {
    // One complaint is one counter, however its reference is spelt.
    const parsed = parseReference(request.reference);
    const counted = parsed.ok ? parsed.reference : 'misspelt';
    await this.attempts.attempt(counted, address);
    const reference = provenReference(request.reference, request.trackingCode, this.secrets);
    if (reference === undefined) throw new Problem('tracking-refused');
    await this.attempts.succeeded(counted, address);
    const complaint = await this.queries.execute(new TrackComplaint(reference, 0));
    return { ...complaint, token: await this.tokens.issue(reference) };
  }

  @Get(':reference')
  @Allow('track-complaint', 'complainant')
  @ApiOperation({ summary: 'What the complainant may know.' })
  @Answers(200, 'The complaint.', trackedSchema)
  show(@Reference() reference: string, @Query() { atLeast }: AtLeastQuery): Promise<JsonObject> {
    return this.queries.execute(new TrackComplaint(reference, atLeast));
  }
}
