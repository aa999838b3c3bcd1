import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EventBatch } from '@redress/eventing';
import { InjectProcess, OnComplaintEvents, type LogFollower } from '@redress/platform';
import { PROCESS_EVENTS } from '../consumers.js';
import { CARRY_OVER_PROCESS } from './carry-over.process.js';

/** Hands events to the process that carries decisions over to other complaints. */
@Controller()
export class CarryOverConsumer {
  constructor(@InjectProcess(CARRY_OVER_PROCESS) private readonly process: LogFollower) {}

  @OnComplaintEvents(PROCESS_EVENTS)
  apply(@Payload() batch: EventBatch): Promise<void> {
    return this.process.apply(batch);
  }
}
