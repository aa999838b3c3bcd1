import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Json } from '@redress/eventing';
import { Allow, readReference, type Page } from '@redress/platform';
import { ListSentMessages } from './sent-messages.query.js';
import { SentMessagesRequest } from './sent-messages.request.js';

@Controller('notifications')
export class SentMessagesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-notifications')
  async list(@Query() { reference, atLeast }: SentMessagesRequest): Promise<Page<Json>> {
    const items = await this.queries.execute(new ListSentMessages(readReference(reference), atLeast));
    return { items, next: null };
  }
}
