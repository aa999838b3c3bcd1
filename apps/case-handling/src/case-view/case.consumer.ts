import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EventBatch } from '@redress/eventing';
import { InjectView, LogFollower, OnComplaintEvents } from '@redress/platform';
import { CASE_HANDLING_EVENTS } from '../consumers.js';
import { caseProjection } from './case.projection.js';

/** Keeps cases and work queues up to date. */
@Controller()
export class CaseConsumer {
  constructor(@InjectView(caseProjection.view.name) private readonly view: LogFollower) {}

  @OnComplaintEvents(CASE_HANDLING_EVENTS)
  apply(@Payload() batch: EventBatch): Promise<void> {
    return this.view.apply(batch);
  }
}
