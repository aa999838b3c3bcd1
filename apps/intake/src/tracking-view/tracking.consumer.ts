import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EventBatch } from '@redress/eventing';
import { InjectView, LogFollower, OnComplaintEvents } from '@redress/platform';
import { INTAKE_EVENTS } from '../consumers.js';
import { trackingProjection } from './tracking.projection.js';

/** Keeps what complainants see up to date. */
@Controller()
export class TrackingConsumer {
  constructor(@InjectView(trackingProjection.view.name) private readonly view: LogFollower) {}

  @OnComplaintEvents(INTAKE_EVENTS)
  apply(@Payload() batch: EventBatch): Promise<void> {
    return this.view.apply(batch);
  }
}
