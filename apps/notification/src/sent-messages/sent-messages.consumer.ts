import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EventBatch } from '@redress/eventing';
import { InjectView, LogFollower, OnComplaintEvents } from '@redress/platform';
import { NOTIFICATION_EVENTS } from '../consumers.js';
import { sentMessagesProjection } from './sent-messages.projection.js';

/** Keeps the list of what was sent up to date. */
@Controller()
export class SentMessagesConsumer {
  constructor(@InjectView(sentMessagesProjection.view.name) private readonly view: LogFollower) {}

  @OnComplaintEvents(NOTIFICATION_EVENTS)
  apply(@Payload() batch: EventBatch): Promise<void> {
    return this.view.apply(batch);
  }
}
