import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import type { Consumer, EventBatch, EventStream, Position } from '@redress/eventing';
import { Logger } from '@nestjs/common';
import { isObservable, lastValueFrom } from 'rxjs';
import { failureSummary } from '../logging/failure-summary.js';

export interface EventStreamServerOptions {
  readonly stream: EventStream;
  /** The service's consumer group: `case-handling`. */
  readonly group: string;
  /** Handlers name it in `@OnComplaintEvents(transportId)`, so that in one process each service gets its own. */
  readonly transportId: symbol;
  /** Where this service's effects reach. */
  readonly start: () => Promise<Position>;
  /** Rejects when nothing may be handled now: what this service keeps stands on another log. Asked before each batch. */
  readonly admit: () => Promise<void>;
}

/**
 * Nest's way to an {@link EventStream}: a consumer is an ordinary controller, whichever engine is below. Every handler gets every
 * batch, one batch at a time. A batch is done when all handlers are; when one fails the batch is rejected, and the stream brings it
 * again to all of them, so handlers must bear repeats.
 */
export class EventStreamServer extends Server implements CustomTransportStrategy {
  /** Nest must hand failures on instead of logging them and reporting success. */
  override readonly propagatesEventHandlerErrors = true;
  override readonly transportId: symbol;
  private readonly handlers: MessageHandler<EventBatch>[] = [];
  private readonly failures = new Logger('consumers');
  private consumer: Consumer | undefined;

  constructor(private readonly options: EventStreamServerOptions) {
    super();
    this.transportId = options.transportId;
  }

  get group(): string {
    return this.options.group;
  }

  /** Keeps every handler apart. Nest's own map joins those of one pattern by an observable, which goes on in the background on failure. */
  override addHandler(pattern: unknown, callback: MessageHandler<EventBatch>, isEventHandler = false): void {
    if (!isEventHandler)
      throw new TypeError(`${this.group} consumes events: ${String(pattern)} must be an @EventPattern.`);
    this.handlers.push(callback);
  }

  listen(callback: (error?: unknown) => void): void {
    const { stream, group, start } = this.options;
    this.consumer = stream.consume({
      group,
      start,
      handle: (batch) => this.handle(batch),
      onError: (error, attempt) => this.failures.error({ group, attempt, ...failureSummary(error) }),
    });
    callback();
  }

  /** Events recorded and not yet handled; -1 when the stream cannot tell or the consumer has not started. */
  async lag(): Promise<number> {
    return this.consumer === undefined ? -1 : this.consumer.lag();
  }

  /** True while the consumer runs and its last attempt succeeded. */
  healthy(): boolean {
    return this.consumer?.healthy() ?? false;
  }

  /** Finishes the batch in hand and stops. May be repeated. */
  async close(): Promise<void> {
    await this.consumer?.close();
  }

  on(): never {
    throw new Error('The consumer reports by lag() and healthy(), not by events.');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }

  /** Waits for every handler, also when one has failed, so that no batch is handed out while an earlier one is still at work. */
  private async handle(batch: EventBatch): Promise<void> {
    await this.options.admit();
    const outcomes = await Promise.allSettled(this.handlers.map((handler) => settle(handler, batch)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
}

/** Runs a handler to its end. Nest turns a thrown error into an observable that fails, so only looking into it shows the failure. */
async function settle(handler: MessageHandler<EventBatch>, batch: EventBatch): Promise<void> {
  const result: unknown = await handler(batch);
  if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
}
