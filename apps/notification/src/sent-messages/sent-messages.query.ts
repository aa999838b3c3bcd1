import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { complaintStream } from '@redress/complaints';
import { Problem, ViewReader } from '@redress/platform';
import { sentMessagesProjection, type SentMessage } from './sent-messages.projection.js';

/** What was sent about one complaint, when, by which channel, and what became of it; at most a few messages each. */
export class ListSentMessages extends Query<readonly SentMessage[]> {
  constructor(
    readonly reference: string,
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
