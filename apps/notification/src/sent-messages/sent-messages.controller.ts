import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Json } from '@redress/eventing';
import { Allow, Answers, pageOf, readReference, type Page } from '@redress/platform';
import { ListSentMessages } from './sent-messages.query.js';
import { SentMessagesRequest } from './sent-messages.request.js';
import { sentMessageSchema } from './sent-messages.schema.js';

@Controller('notifications')
export class SentMessagesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-notifications')
  @ApiOperation({ summary: 'What was sent about a complaint.' })
  @Answers(200, 'The messages.', pageOf(sentMessageSchema))
  async list(@Query() { reference, atLeast }: SentMessagesRequest): Promise<Page<Json>> {
    const items = await this.queries.execute(new ListSentMessages(readReference(reference), atLeast));
    return { items, next: null };
  }
}
