import { Controller, Get, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { complaintStream } from '@redress/complaints';
import { closed, type Reference } from '@redress/contracts';
import {
  Allow,
  answerOf,
  Answers,
  AtLeastQuery,
  pageOf,
  Problem,
  readReference,
  Text,
  ViewReader,
  type Page,
} from '@redress/platform';
import Type from 'typebox';
import { sentMessage, sentMessagesProjection, type SentMessage } from './sent-messages.projection.js';

/** Messages about one complaint: when and by which channel they were sent, and their outcome. A complaint has few. */
export class ListSentMessages extends Query<readonly SentMessage[]> {
  constructor(
    readonly reference: Reference,
    readonly atLeast?: number,
  ) {
    super();
  }
}

@QueryHandler(ListSentMessages)
export class ListSentMessagesHandler implements IQueryHandler<ListSentMessages> {
  constructor(private readonly views: ViewReader) {}

  async execute({ reference, atLeast }: ListSentMessages): Promise<readonly SentMessage[]> {
    const document = await this.views.get(sentMessagesProjection.view.name, complaintStream(reference), atLeast);
    if (document === undefined) throw new Problem('complaint-unknown');
    const { messages } = sentMessagesProjection.read(document.body);
    return messages.map(({ occasion: _occasion, ...message }) => message);
  }
}

/** `?reference=7K3M-9QXD-41PD` */
export class SentMessagesRequest extends AtLeastQuery {
  @Text(40)
  reference!: string;
}

/** `staff` is the staff recipient of the message. */
const staff = Type.With(sentMessage.properties.staff, { title: 'StaffRecipient' });
const sentMessageSchema = { ...answerOf(closed({ ...sentMessage.properties, staff })), title: 'SentMessage' };

@Controller('notifications')
export class SentMessagesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-notifications')
  @ApiOperation({ summary: 'What was sent about a complaint.' })
  @Answers(200, 'The messages.', pageOf(sentMessageSchema))
  async list(@QueryParameters() { reference, atLeast }: SentMessagesRequest): Promise<Page<SentMessage>> {
    const items = await this.queries.execute(new ListSentMessages(readReference(reference), atLeast));
    return { items, next: null };
  }
}
