import { complaintProcess, referenceOf } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import type { KeyRing, ProcessManager } from '@redress/eventing';

/** Name under which the process stores its position. */
export const ERASURE_PROCESS = 'erasures';

/** The keys that everything personal of a complaint is sealed under. Throws the errors of `KeyRing`. */
export class ComplainantKeys {
  constructor(
    private readonly keys: KeyRing,
    /** The present instant, ISO 8601 in UTC. */
    private readonly now: () => Instant,
  ) {}

  /**
   * Destroys the key of a complaint's complainant permanently, and with it whatever has a key of its own: words and files need both. Durable
   * once it resolves, and idempotent.
   */
  destroy(reference: Reference): Promise<void> {
    return this.keys.destroy(reference, this.now());
  }

  /** When the keys of complaints were destroyed. Those that were not are absent. */
  destroyedAt(references: readonly Reference[]): Promise<ReadonlyMap<string, Instant>> {
    return this.keys.destroyedAt(references);
  }
}

/** Destroys the key of every complainant whose erasure was recorded, including when the command handler died before doing so. */
export function erasure(keys: ComplainantKeys): ProcessManager {
  return complaintProcess(ERASURE_PROCESS, {
    ComplainantErased: ({ stream }) => keys.destroy(referenceOf(stream)),
  });
}
