import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { closed } from '@redress/contracts';
import { Allow, answerOf, Answers, AtLeastQuery, pageOf, readReference, Text, type Page } from '@redress/platform';
import Type from 'typebox';
import { sentMessage, type SentMessage } from './sent-messages.projection.js';
import { ListSentMessages } from './sent-messages.query.js';

/** `?reference=7K3M-9QXD-41PD` */
export class SentMessagesRequest extends AtLeastQuery {
  @Text(40)
  reference!: string;
}

/** `staff` is whom of the staff it was for. */
const staff = Type.With(sentMessage.properties.staff, { title: 'StaffRecipient' });
const sentMessageSchema = { ...answerOf(closed({ ...sentMessage.properties, staff })), title: 'SentMessage' };

@Controller('notifications')
export class SentMessagesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-notifications')
  @ApiOperation({ summary: 'What was sent about a complaint.' })
  @Answers(200, 'The messages.', pageOf(sentMessageSchema))
  async list(@Query() { reference, atLeast }: SentMessagesRequest): Promise<Page<SentMessage>> {
    const items = await this.queries.execute(new ListSentMessages(readReference(reference), atLeast));
    return { items, next: null };
  }
}
