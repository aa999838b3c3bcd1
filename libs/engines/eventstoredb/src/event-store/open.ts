import { setTimeout as pause } from 'node:timers/promises';
import { StoreUnavailableError, type EventStore } from '@redress/eventing';
import { ATTEMPT_MS } from './appender.js';
import { Connection } from './connection.js';
import { EventStoreDbEventStore, type EventStoreDbTimes } from './eventstoredb-event-store.js';
import { isAccessDenied, readFailureOf } from './failures.js';
import { NewestEvent } from './newest-event.js';
import { eventStoreDbUrlFault } from './url.js';

export interface EventStoreDbEventStoreOptions extends EventStoreDbTimes {
  /** As the official client reads it: `esdb://user:password@host:2113?tls=true`, `esdb+discover://`, several hosts, options. */
  readonly url: string;
  /** How long to wait for a server that is still starting. Default 5000. */
  readonly wait_ms?: number;
  /**
   * Gives each follower a thread and a connection of its own: for a process that does little besides following, and wants another core
   * for that. Costs the memory of a thread. Default false.
   */
  readonly followInThread?: boolean;
}

const WAIT_MS = 5_000;
const PAUSE_MS = 500;

/**
 * Opens the event store on EventStoreDB. Rejects with `StoreUnavailableError` when the server does not answer in time, denies access,
 * or the connection string has a fault (see `eventStoreDbUrlFault`).
 */
export async function openEventStoreDbEventStore(options: EventStoreDbEventStoreOptions): Promise<EventStore> {
  const { url, wait_ms = WAIT_MS, followInThread = false, ...times } = options;
  const fault = eventStoreDbUrlFault(url);
  if (fault !== undefined) {
    throw new StoreUnavailableError(`The URL of the event store ${fault.problem} Example: ${fault.example}`);
  }
  const connection = connected(url, 2 * (times.attempt_ms ?? ATTEMPT_MS));
  try {
    await answering(connection, wait_ms);
    return new EventStoreDbEventStore(connection, { ...times, threadUrl: followInThread ? url : undefined });
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function connected(url: string, patience_ms: number): Connection {
  try {
    return new Connection(url, patience_ms);
  } catch {
    // Without a cause: the client's error may quote the connection string.
    throw new StoreUnavailableError(
      'The certificate or key file that the URL of the event store names cannot be read.',
    );
  }
}

async function answering({ client }: Connection, wait_ms: number): Promise<void> {
  const until = performance.now() + wait_ms;
  for (;;) {
    try {
      await new NewestEvent(client).find();
      return;
    } catch (error) {
      if (isAccessDenied(error) || performance.now() + PAUSE_MS > until) throw readFailureOf('the event store', error);
      await pause(PAUSE_MS);
    }
  }
}
