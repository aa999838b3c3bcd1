import { EventingError } from '../errors.js';

const TRANSIENT_CODES: readonly string[] = ['out-of-reach', 'store-unavailable', 'store-closed', 'contention'];

/** Whether a failure is the machinery's and passes: the same work may succeed later, and nobody's data is at fault. */
export function isTransient(error: unknown): boolean {
  return error instanceof EventingError && TRANSIENT_CODES.includes(error.code);
}
