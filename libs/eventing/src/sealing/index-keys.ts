import { createHmac } from 'node:crypto';
import type { Instant } from '../event.js';
import type { KeyRing } from './key-ring.js';
import { KeyDestroyedError } from './sealing-errors.js';

/** Bytes of a term, of which two different tokens share one with a chance of one in 2^72. */
const TERM_BYTES = 9;
/** Generations before the given one whose keys are destroyed: a rebuild leaves one, and each that was given up another. */
const GENERATIONS_BACK = 50;
/** Keys that a generation's number may have had: a read store that was deleted begins to count anew. */
const TURNS_MAX = 20;

/** The index of one generation of a view: what documents are found by, as keyed hashes. */
export interface TermIndex {
  /** The term of a token: 12 characters, the same for the same token. Nobody without the key can tell which token it is. */
  termOf(token: string): string;
}

/**
 * The keys of the terms of views, one for each generation, kept beside the data subjects' keys. Destroyed with its generation, so that copies of
 * the old one tell nothing. Errors: those of {@link KeyRing}.
 */
export class IndexKeys {
  constructor(private readonly keys: KeyRing) {}

  /** The index of a generation that is written, with a key of its own, which is durable before this resolves. */
  async forWriting(view: string, generation: number): Promise<TermIndex> {
    for (let turn = 0; ; turn += 1) {
      try {
        return indexUnder(await this.keys.forSealing(subjectOf(view, generation, turn)));
      } catch (error) {
        if (!(error instanceof KeyDestroyedError) || turn === TURNS_MAX) throw error;
      }
    }
  }

  /** The index of a generation that is searched; undefined for one that has no key, because nothing was written or it was replaced. */
  async forReading(view: string, generation: number): Promise<TermIndex | undefined> {
    for (let turn = 0; turn <= TURNS_MAX; turn += 1) {
      const key = await this.keys.peek(subjectOf(view, generation, turn));
      if (key === 'unknown') return undefined;
      if (key !== 'destroyed') return indexUnder(key);
    }
    return undefined;
  }

  /** Destroys the keys of the generations before this one. `at`: ISO 8601, UTC. Idempotent. */
  async destroyBefore(view: string, generation: number, at: Instant): Promise<void> {
    for (let old = Math.max(1, generation - GENERATIONS_BACK); old < generation; old += 1) {
      for (let turn = 0; turn <= TURNS_MAX; turn += 1) {
        const subject = subjectOf(view, old, turn);
        const key = await this.keys.peek(subject);
        if (key === 'unknown') break;
        if (key !== 'destroyed') await this.keys.destroy(subject, at);
      }
    }
  }
}

/** Not a valid data subject. */
function subjectOf(view: string, generation: number, turn: number): string {
  return `$index ${view} ${generation}.${turn}`;
}

function indexUnder(key: Uint8Array): TermIndex {
  return {
    termOf: (token) => createHmac('sha256', key).update(token).digest().subarray(0, TERM_BYTES).toString('base64url'),
  };
}
