import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EventBatch } from '@redress/eventing';
import { InjectView, LogFollower, OnComplaintEvents } from '@redress/platform';
import { ANALYTICS_EVENTS } from '../consumers.js';
import { factProjection } from './fact.projection.js';

/** Keeps the facts up to date. */
@Controller()
export class FactConsumer {
  constructor(@InjectView(factProjection.view.name) private readonly view: LogFollower) {}

  @OnComplaintEvents(ANALYTICS_EVENTS)
  apply(@Payload() batch: EventBatch): Promise<void> {
    return this.view.apply(batch);
  }
}
