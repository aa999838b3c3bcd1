import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CLOCK, type Clock, Problem } from '@redress/platform';
import { deliveriesId, withResent } from '../delivery-document.js';
import { DeliveryStore } from '../delivery-store.js';

/** Delivers again what one subscription could not be told of one complaint. Answers how many events that are. */
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
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ subscription, subject }: ResendDeadLetters): Promise<number> {
    const id = deliveriesId(subscription, subject);
    const stored = await this.store.get(id);
    if (stored === undefined) throw new Problem('delivery-unknown');
    const { deadCount } = stored.deliveries;
    await this.store.change(id, (current) =>
      current === undefined || current.deadCount === 0 ? undefined : withResent(current, this.clock.now()),
    );
    return deadCount;
  }
}
