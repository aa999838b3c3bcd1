import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Json } from '@redress/eventing';
import { Allow, Answers, pageOf, PageQuery, Refuses, type Page } from '@redress/platform';
import { ListDeadLetters } from './dead-letters.query.js';
import { ResendRequest } from './dead-letters.request.js';
import { deadLettersSchema, resentSchema } from './dead-letters.schema.js';
import { ResendDeadLetters } from './resend-dead-letters.command.js';

@Controller('notifications/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @Allow('manage-deliveries')
  @ApiOperation({ summary: 'What other systems could not be told, and was given up.' })
  @Answers(200, 'By subscription and complaint.', pageOf(deadLettersSchema))
  list(@Query() { limit, cursor }: PageQuery): Promise<Page<Json>> {
    return this.queries.execute(new ListDeadLetters(limit, cursor));
  }

  @Post('resend')
  @HttpCode(200)
  @Allow('manage-deliveries')
  @ApiOperation({ summary: 'Deliver again what one subscription could not be told of one complaint.' })
  @Answers(200, 'How many events are delivered again.', resentSchema)
  @Refuses(404, 'Nothing of this complaint was ever to be told to this subscription.')
  async resend(@Body() { subscription, subject }: ResendRequest): Promise<{ readonly resent: number }> {
    return { resent: await this.commands.execute(new ResendDeadLetters(subscription, subject)) };
  }
}
