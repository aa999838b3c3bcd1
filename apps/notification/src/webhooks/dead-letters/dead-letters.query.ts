import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Json } from '@redress/eventing';
import type { Page } from '@redress/platform';
import { deliveriesIn } from '../delivery-document.js';
import { DeliveryStore } from '../delivery-store.js';

/** What could not be delivered to other systems and was given up. */
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
