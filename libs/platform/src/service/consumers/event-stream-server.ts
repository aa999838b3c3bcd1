import { applyDecorators, Catch, Logger, type RpcExceptionFilter, UseFilters } from '@nestjs/common';
import { type CustomTransportStrategy, EventPattern, type MessageHandler, Server } from '@nestjs/microservices';
import { COMPLAINT_EVENTS_TOPIC } from '@redress/contracts';
import { AnotherLogError, type Consumer, type EventBatch, type EventStream, type Position } from '@redress/eventing';
import { isObservable, lastValueFrom, type Observable, throwError } from 'rxjs';
import { failureSummary } from '../operations/json-logger.js';

export interface EventStreamServerOptions {
  readonly stream: EventStream;
  /** The service's consumer group: `case-handling`. */
  readonly group: string;
  /** Named by handlers in `@OnComplaintEvents(transportId)`, so that services in one process have separate streams. */
  readonly transportId: symbol;
  /** The position up to which this service's effects are done. */
  readonly start: () => Promise<Position>;
  /**
   * Rejects when a batch may not be handled now, because a view of this service was built from another log, or because the batch is of
   * another log. Called before each batch.
   */
  readonly admit: (batch: EventBatch) => Promise<void>;
}

/**
 * Connects Nest to an {@link EventStream}: a consumer is an ordinary controller, whatever the engine. Every handler receives every batch,
 * one batch at a time. A batch is done when all handlers are; if one fails the batch is rejected and redelivered to all of them, so
 * handlers must be idempotent.
 */
export class EventStreamServer extends Server implements CustomTransportStrategy {
  /** Makes Nest propagate failures instead of logging them and reporting success. */
  override readonly propagatesEventHandlerErrors = true;
  override readonly transportId: symbol;
  private readonly handlers: MessageHandler<EventBatch>[] = [];
  private readonly failures = new Logger('consumers');
  private consumer: Consumer | undefined;
  private lastAstray: AnotherLogError | undefined;

  constructor(private readonly options: EventStreamServerOptions) {
    super();
    this.transportId = options.transportId;
  }

  get group(): string {
    return this.options.group;
  }

  /**
   * Keeps handlers separate. Nest's own map chains those with one pattern into an observable, which continues in the background after a
   * failure.
   */
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
      onError: (error, attempt) => {
        if (error instanceof AnotherLogError) this.lastAstray = error;
        this.failures.error({ group, attempt, ...failureSummary(error) });
      },
    });
    callback();
  }

  /** Number of recorded events not yet handled; -1 when the stream cannot tell or the consumer has not started. */
  async lag(): Promise<number> {
    return this.consumer === undefined ? -1 : this.consumer.lag();
  }

  /** True while the consumer runs and its last attempt succeeded. */
  healthy(): boolean {
    return this.consumer?.healthy() ?? false;
  }

  /** Set while events wait that are not of this log, or a view of this consumer is of another one. */
  get astray(): AnotherLogError | undefined {
    return this.healthy() ? undefined : this.lastAstray;
  }

  /** Finishes the current batch and stops. May be repeated. */
  async close(): Promise<void> {
    await this.consumer?.close();
  }

  on(): never {
    throw new Error('The consumer reports by lag() and healthy(), not by events.');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }

  /** Waits for every handler, even after one has failed, so that no batch is delivered while an earlier one is still in progress. */
  private async handle(batch: EventBatch): Promise<void> {
    await this.options.admit(batch);
    const outcomes = await Promise.allSettled(this.handlers.map((handler) => settle(handler, batch)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
}

/** Runs a handler to completion. Nest turns a thrown error into a failing observable, so the failure only shows on subscription. */
async function settle(handler: MessageHandler<EventBatch>, batch: EventBatch): Promise<void> {
  const result: unknown = await handler(batch);
  if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
}

/** Passes a handler's own error to the transport. Nest's default would replace it by a generic one. */
@Catch()
class HandOnFailure implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/** Marks a handler of this service's batches of complaint events: `@OnComplaintEvents(ANALYTICS_EVENTS) apply(batch: EventBatch)`. */
export function OnComplaintEvents(transportId: symbol): MethodDecorator {
  return applyDecorators(EventPattern<string>(COMPLAINT_EVENTS_TOPIC, transportId), UseFilters(HandOnFailure));
}
