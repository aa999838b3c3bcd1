import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EventBatch } from '@redress/eventing';
import { InjectProcess, LogFollower, OnComplaintEvents } from '@redress/platform';
import { PROCESS_EVENTS } from '../consumers.js';
import { REDACTION_PROCESS } from './redaction.process.js';

/** Hands events to the process that destroys the keys of redacted messages. */
@Controller()
export class RedactionConsumer {
  constructor(@InjectProcess(REDACTION_PROCESS) private readonly process: LogFollower) {}

  @OnComplaintEvents(PROCESS_EVENTS)
  apply(@Payload() batch: EventBatch): Promise<void> {
    return this.process.apply(batch);
  }
}
