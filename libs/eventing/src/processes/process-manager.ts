import { EventingError } from '../errors.js';
import type { ProjectedEvent } from '../projection.js';

/**
 * Reacts to events with effects outside: a message, a command. It must read from its stream what was already done, since every event
 * may come more than once, and it is never called for a replay or a rebuild.
 */
export interface ProcessManager {
  /** Lower-case words with hyphens, unique among all services: `acknowledgement`. Its position in the log is kept under this name. */
  readonly name: string;
  /** Streams whose name begins with this. */
  readonly streamPrefix: string;
  /** Event types it reacts to: what starts it, continues it and stops it. */
  readonly reactsTo: readonly string[];
  /**
   * Resolves when the effect is durable. Rejects with {@link OutOfReachError}, having done nothing, when the event should come
   * again later; any other rejection parks the stream until somebody retries it.
   */
  on(event: ProjectedEvent): Promise<void>;
}

/** Something this process depends on cannot be reached now: the event comes again later, and nothing is parked. */
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

/** Whether a failure is the machinery's and passes: the same work may succeed later, and no data is at fault. */
export function isTransient(error: unknown): boolean {
  return error instanceof EventingError && TRANSIENT_CODES.includes(error.code);
}
