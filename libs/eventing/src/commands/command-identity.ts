import { v4, v5 } from 'uuid';

/** Namespace of command ids, made once for this project. Changing it would make every repeated command look new. */
const COMMAND_NAMESPACE = '5f0c3b52-6f5a-4c0e-9a86-6d0e0b2d9f11';

/**
 * The id of a command: derived from caller, stream and idempotency key, so that a repeat finds what the first one recorded;
 * random for a command without a key.
 */
export function commandIdOf(caller: string, stream: string, idempotencyKey: string | undefined): string {
  return idempotencyKey === undefined ? v4() : v5(JSON.stringify([caller, stream, idempotencyKey]), COMMAND_NAMESPACE);
}
