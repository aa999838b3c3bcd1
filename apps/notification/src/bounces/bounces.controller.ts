import { Body, Controller, Headers, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { Answers, CONFIG, objectSchema, Problem, Public, Refuses, Text, type RedressConfig } from '@redress/platform';
import { IsOptional } from 'class-validator';
import { createHash, timingSafeEqual } from 'node:crypto';
import { bounceOfFields, bounceOfMessage, type Bounce } from './bounce.js';
import { RecordBounce } from './record-bounce.command.js';

const MESSAGE_LENGTH_MAX = 500_000;
const MESSAGE_ID_LENGTH_MAX = 200;

/** `{ "message": "<the report as it came>" }`, in the form of RFC 3464 or in words, or `{ "messageId": "...", "status": "5.1.1" }` */
export class BounceRequest {
  @IsOptional()
  @Text(MESSAGE_LENGTH_MAX)
  message?: string;

  @IsOptional()
  @Text(MESSAGE_ID_LENGTH_MAX)
  messageId?: string;

  /** RFC 3463. */
  @IsOptional()
  @Text(11)
  status?: string;
}

const recordedSchema = objectSchema({ recorded: { type: 'boolean' } }, { title: 'RecordedBounce' });

/** Receives bounce reports from the mail system. Its token grants no other right. */
@Controller('notifications/bounces')
export class BouncesController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(CONFIG) private readonly config: RedressConfig,
  ) {}

  @Post()
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: 'Tell of an e-mail that came back; with the token of REDRESS_BOUNCE_TOKEN.' })
  @Answers(200, 'Whether the message is now recorded as failed.', recordedSchema)
  @Refuses(404, 'No such e-mail was sent.')
  async receive(
    @Body() request: BounceRequest,
    @Headers('authorization') authorization = '',
  ): Promise<{ readonly recorded: boolean }> {
    const token = this.config.bounceToken;
    if (token === undefined || !isSame(authorization, `Bearer ${token}`)) throw new Problem('unauthenticated');
    const bounce = await bounceIn(request);
    if (bounce === undefined) throw new Problem('bounce-unreadable');
    return { recorded: await this.commands.execute(new RecordBounce(bounce)) };
  }
}

async function bounceIn({ message, messageId, status }: BounceRequest): Promise<Bounce | undefined> {
  if (message !== undefined) return bounceOfMessage(message);
  return messageId === undefined ? undefined : bounceOfFields(messageId, status);
}

/** Compares digests, which have equal length, so that timing reveals neither length nor content of the token. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
