import { Injectable } from '@nestjs/common';
import type { EventStreamServer } from './event-stream-server.js';

/** The consumers of this process, for health and metrics. */
@Injectable()
export class ConsumerRegistry {
  private readonly consumers: EventStreamServer[] = [];

  add(consumer: EventStreamServer): void {
    this.consumers.push(consumer);
  }

  all(): readonly EventStreamServer[] {
    return this.consumers;
  }
}
