import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EventBatch } from '@redress/eventing';
import { OnComplaintEvents, type LogFollower } from '@redress/platform';
import { MESSAGE_EVENTS } from '../consumers.js';
import { MESSAGE_PROCESSES } from './provide-messages.js';

/** Hands events to the processes that write to people. One that fails keeps none of the others from its work. */
@Controller()
export class MessagesConsumer {
  constructor(@Inject(MESSAGE_PROCESSES) private readonly processes: readonly LogFollower[]) {}

  @OnComplaintEvents(MESSAGE_EVENTS)
  async apply(@Payload() batch: EventBatch): Promise<void> {
    const outcomes = await Promise.allSettled(this.processes.map((process) => process.apply(batch)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
}
