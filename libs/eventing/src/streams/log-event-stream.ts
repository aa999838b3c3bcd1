import { StoreClosedError } from '../errors.js';
import type { EventStore } from '../ports/event-store.js';
import type { ConsumeOptions, Consumer, EventStream } from '../ports/event-stream.js';
import { LogConsumer } from './log-consumer.js';

/**
 * The `log:` stream: each group follows the event store's own log, with nothing in between. It keeps no offsets: a group goes on from
 * where its effects reach (`ConsumeOptions.start`). Within this process a group has one consumer; several processes must not share one.
 */
export class LogEventStream implements EventStream {
  private readonly consumers = new Map<string, LogConsumer>();
  private isClosed = false;

  constructor(private readonly store: EventStore) {}

  /** Throws a `StoreClosedError` after `close`, and an `Error` while the group has a consumer already. */
  consume(options: ConsumeOptions): Consumer {
    const { group } = options;
    if (this.isClosed) throw new StoreClosedError('The event stream is closed.');
    if (this.consumers.has(group)) throw new Error(`The group ${group} is being consumed already.`);
    const consumer = new LogConsumer(this.store, options);
    this.consumers.set(group, consumer);
    void consumer.ended.then(() => this.consumers.delete(group));
    return consumer;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.consumers.values()].map((consumer) => consumer.close()));
  }
}
