import { Body, Controller, Get, HttpCode, Inject, Post, Query as QueryParameters } from '@nestjs/common';
import {
  Command,
  CommandBus,
  CommandHandler,
  Query,
  QueryBus,
  QueryHandler,
  type ICommandHandler,
  type IQueryHandler,
} from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { type Json, toStreamName } from '@redress/eventing';
import {
  Allow,
  answerOf,
  Answers,
  TIME_SOURCE,
  listOf,
  objectSchema,
  pageOf,
  PageQuery,
  Problem,
  Refuses,
  Text,
  textSchema,
  type TimeSource,
  type Page,
} from '@redress/platform';
import { deadLetter, deliveriesId, deliveriesIn, withResent } from './delivery-document.js';
import { DeliveryStore } from './delivery-store.js';

/** `{ "subscription": "crm", "subject": "complaint-7K3M9QXD41PD" }` */
export class ResendRequest {
  @Text(40)
  subscription!: string;

  @Text(100)
  subject!: string;
}

/** Webhook deliveries that failed permanently. */
export class ListDeadLetters extends Query<Page<Json>> {
  constructor(
    readonly limit: number,
    readonly cursor?: string,
  ) {
    super();
  }
}

@QueryHandler(ListDeadLetters)
export class ListDeadLettersHandler implements IQueryHandler<ListDeadLetters> {
  constructor(private readonly store: DeliveryStore) {}

  async execute({ limit, cursor }: ListDeadLetters): Promise<Page<Json>> {
    const { documents, next } = await this.store.dead(limit, cursor);
    const items = documents.map(({ body }) => {
      const { subscription, stream, dead } = deliveriesIn(body);
      return { subscription, subject: stream, events: dead.map((letter) => ({ ...letter })) };
    });
    return { items, next };
  }
}

/** Retries the dead letters of one subscription about one complaint. Returns the number of events. */
export class ResendDeadLetters extends Command<number> {
  constructor(
    readonly subscription: string,
    readonly subject: string,
  ) {
    super();
  }
}

@CommandHandler(ResendDeadLetters)
export class ResendDeadLettersHandler implements ICommandHandler<ResendDeadLetters> {
  constructor(
    private readonly store: DeliveryStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  async execute({ subscription, subject }: ResendDeadLetters): Promise<number> {
    const id = deliveriesId(subscription, toStreamName(subject));
    const stored = await this.store.get(id);
    if (stored === undefined) throw new Problem('delivery-unknown');
    const { deadCount } = stored.deliveries;
    await this.store.change(id, (current) =>
      current === undefined || current.deadCount === 0 ? undefined : withResent(current, this.clock.now()),
    );
    return deadCount;
  }
}

/** Schema of a subscription's dead letters about one complaint, for the API description. */
export const deadLettersSchema = objectSchema(
  { subscription: textSchema, subject: textSchema, events: listOf(answerOf(deadLetter)) },
  { title: 'DeadLetters' },
);

export const resentSchema = objectSchema({ resent: { type: 'integer', minimum: 0 } }, { title: 'Resent' });

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
  list(@QueryParameters() { limit, cursor }: PageQuery): Promise<Page<Json>> {
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
