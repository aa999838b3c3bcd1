import { EventingError } from '../errors.js';
import type { ProjectedEvent } from '../projection.js';

/**
 * Reacts to events with external effects: a message, a command. It must read from its stream what it has already done, because every event
 * may be redelivered. It is never called in a replay or a rebuild.
 */
export interface ProcessManager {
  /** Lower-case words with hyphens, unique among all services: `acknowledgement`. Its position in the log is stored under this name. */
  readonly name: string;
  /** Prefix of the names of its streams. */
  readonly streamPrefix: string;
  /** Event types it reacts to: what starts, continues and stops it. */
  readonly reactsTo: readonly string[];
  /** Streams that it works on at once. Default: `SIDE_BY_SIDE_MAX`. */
  readonly streamsAtOnce?: number;
  /**
   * Resolves when the effect is durable. Rejects with {@link OutOfReachError}, having done nothing, when the event should be redelivered;
   * any other rejection parks the stream until an operator retries it.
   */
  on(event: ProjectedEvent): Promise<void>;
}

/** A dependency of this process is unreachable: the event is redelivered, and nothing is parked. */
export class OutOfReachError extends EventingError {
  readonly code = 'out-of-reach';
}

const TRANSIENT_CODES: readonly string[] = [
  'out-of-reach',
  'store-unavailable',
  'store-closed',
  'contention',
  'another-log',
];

/** Whether a failure is temporary and of the infrastructure: a retry may succeed, and the data is not at fault. */
export function isTransient(error: unknown): boolean {
  return error instanceof EventingError && TRANSIENT_CODES.includes(error.code);
}
