import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EventBatch } from '@redress/eventing';
import { InjectView, LogFollower, OnComplaintEvents } from '@redress/platform';
import { DEADLINE_EVENTS } from '../consumers.js';
import { deadlinesProjection } from './deadlines.projection.js';

/** Keeps known what comes due next. */
@Controller()
export class DeadlinesConsumer {
  constructor(@InjectView(deadlinesProjection.view.name) private readonly view: LogFollower) {}

  @OnComplaintEvents(DEADLINE_EVENTS)
  apply(@Payload() batch: EventBatch): Promise<void> {
    return this.view.apply(batch);
  }
}
