import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EventBatch } from '@redress/eventing';
import { InjectProcess, LogFollower, OnComplaintEvents } from '@redress/platform';
import { ACKNOWLEDGEMENT_EVENTS } from '../consumers.js';
import { ACKNOWLEDGEMENT_PROCESS } from './acknowledgement.process.js';

/** Hands new complaints to the process that acknowledges them. */
@Controller()
export class AcknowledgementConsumer {
  constructor(@InjectProcess(ACKNOWLEDGEMENT_PROCESS) private readonly acknowledgement: LogFollower) {}

  @OnComplaintEvents(ACKNOWLEDGEMENT_EVENTS)
  apply(@Payload() batch: EventBatch): Promise<void> {
    return this.acknowledgement.apply(batch);
  }
}
