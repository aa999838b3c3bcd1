import { Body, Controller, Get, HttpCode, Inject, Ip, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { closed, type Reference } from '@redress/contracts';
import { parseReference } from '@redress/domain';
import {
  Allow,
  answerOf,
  Answers,
  AtLeastQuery,
  clientNetworkOf,
  IsEmailAddress,
  objectSchema,
  Problem,
  Public,
  readReference,
  RouteReference,
  Refuses,
  SERVER_SECRETS,
  Text,
  TrackingCodes,
  TrackTokens,
  type ServerSecrets,
} from '@redress/platform';
import Type from 'typebox';
import { AttemptLimiter } from './attempt-limiter.js';
import { ContactConfirmations } from './contact-confirmations.js';
import { LostCodes } from './lost-codes.js';
import { TrackComplaint } from './track-complaint.query.js';
import { givenCode, type GivenCode } from './tracking-code.js';
import { trackedComplaint, type TrackedComplaint } from '../tracking-view/tracking.answer.js';

/** The reference and code that the complainant received. */
export class TrackComplaintRequest {
  @Text(40)
  reference!: string;

  @Text(40)
  trackingCode!: string;
}

/** What somebody knows who lost the tracking code. */
export class LostCodeRequest {
  @Text(40)
  reference!: string;

  @IsEmailAddress()
  email!: string;
}

/** The token in the link that was sent to an address. */
export class ConfirmAddressRequest {
  @Text(100)
  token!: string;
}

const confirmedSchema = objectSchema({ confirmed: { const: true } }, { title: 'AddressConfirmed' });

const lostCodeSchema = objectSchema({ accepted: { const: true } }, { title: 'LostCodeAnswer' });

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
    private readonly codes: TrackingCodes,
    private readonly lost: LostCodes,
    private readonly confirmations: ContactConfirmations,
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
    const given = givenCode(request.reference, request.trackingCode, this.secrets);
    if (given === undefined || !(await this.works(given))) {
      // Counts by parsed reference, so that spelling variants share one counter.
      const parsed = parseReference(request.reference);
      await this.attempts.failed(parsed.ok ? parsed.reference : undefined, clientNetworkOf(address));
      throw new Problem('tracking-refused');
    }
    const { reference, version } = given;
    const complaint = await this.queries.execute(new TrackComplaint(reference, 0));
    return { ...complaint, token: await this.tokens.issue(reference, version) };
  }

  /** Answers before anything is looked up, and always the same. A request counts as an attempt with a wrong code. */
  @Post('lost-code')
  @Public()
  @HttpCode(202)
  @ApiOperation({ summary: 'Has the tracking code sent again to the e-mail address on file.' })
  @Answers(202, 'If the address is the one on file, the code is sent there. The answer does not tell.', lostCodeSchema)
  @Refuses(429, 'Too many codes were asked for, or were wrong; Retry-After says when to try again.')
  async sendAgain(@Body() request: LostCodeRequest, @Ip() address: string): Promise<{ readonly accepted: true }> {
    const reference = readReference(request.reference);
    await this.attempts.failed(reference, clientNetworkOf(address));
    this.lost.ask(reference, request.email);
    return { accepted: true };
  }

  /** Only a POST confirms: mail scanners open every link. */
  @Post('confirm-address')
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirms an e-mail address with the token in the link that was sent there.' })
  @Answers(200, 'The address is confirmed, now or earlier.', confirmedSchema)
  @Refuses(404, 'The token is wrong, older than 30 days, or of an address that was corrected since.')
  @Refuses(429, 'Too many wrong tokens; Retry-After says when to try again.')
  async confirm(
    @Body() { token }: ConfirmAddressRequest,
    @Ip() address: string,
  ): Promise<{ readonly confirmed: true }> {
    if (await this.confirmations.confirm(token)) return { confirmed: true };
    await this.attempts.failed(undefined, clientNetworkOf(address));
    throw new Problem('confirmation-refused');
  }

  /** Whether no other code has taken the place of the one given. */
  private async works({ reference, version }: GivenCode): Promise<boolean> {
    const current = await this.codes.current(reference);
    return current === undefined || current.version === version;
  }

  @Get(':reference')
  @Allow('track-complaint', 'complainant')
  @ApiOperation({ summary: 'What the complainant may know.' })
  @Answers(200, 'The complaint.', trackedSchema)
  show(@RouteReference() reference: Reference, @Query() { atLeast }: AtLeastQuery): Promise<TrackedComplaint> {
    return this.queries.execute(new TrackComplaint(reference, atLeast));
  }
}
