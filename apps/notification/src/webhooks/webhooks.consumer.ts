import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EventBatch } from '@redress/eventing';
import { InjectView, LogFollower, OnComplaintEvents } from '@redress/platform';
import { NOTIFICATION_EVENTS } from '../consumers.js';
import { DELIVERIES_VIEW } from './delivery-document.js';

/** Notes what other systems are to be told. Delivering is apart, so that no receiver holds the log up. */
@Controller()
export class WebhooksConsumer {
  constructor(@InjectView(DELIVERIES_VIEW.name) private readonly deliveries: LogFollower) {}

  @OnComplaintEvents(NOTIFICATION_EVENTS)
  apply(@Payload() batch: EventBatch): Promise<void> {
    return this.deliveries.apply(batch);
  }
}
