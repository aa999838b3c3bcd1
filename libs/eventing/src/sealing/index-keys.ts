import { hash } from 'node:crypto';
import type { Instant } from '../event.js';
import type { KeyRing, KnownKey } from './key-ring.js';

/** Characters of a term in base64url, 72 bits: two different tokens share one with a chance of one in 2^72. */
const TERM_LENGTH = 12;
/** Generations before the given one whose keys are destroyed: a rebuild leaves one, and each that was given up another. */
const GENERATIONS_BACK = 50;
/** Keys that a generation's number may have had: a read store that was deleted begins to count anew. */
const TURNS_MAX = 20;

/** The index of one generation of a view: what documents are found by, as keyed hashes. */
export interface TermIndex {
  /** The term of a token: 12 characters, the same for the same token. Nobody without the key can tell which token it is. */
  readonly termOf: (token: string) => string;
}

/**
 * The keys of the terms of views, one for each generation, kept beside the data subjects' keys. Destroyed with its generation, so that copies of
 * the old one tell nothing. Errors: those of {@link KeyRing}.
 */
export class IndexKeys {
  constructor(private readonly keys: KeyRing) {}

  /**
   * The index of a generation that is written. Makes its key if it has none, durable before this resolves. Rejects with `KeyDestroyedError` for
   * a number that was given to too many generations.
   */
  async forWriting(view: string, generation: number): Promise<TermIndex> {
    const { subject, key } = await this.lastKey(view, generation);
    if (key !== 'unknown' && key !== 'destroyed') return indexUnder(key);
    return indexUnder(await this.keys.forSealing(subject));
  }

  /** The index of a generation that is searched; undefined for one that has no key, because nothing was written or it was replaced. */
  async forReading(view: string, generation: number): Promise<TermIndex | undefined> {
    const { key } = await this.lastKey(view, generation);
    return key === 'unknown' || key === 'destroyed' ? undefined : indexUnder(key);
  }

  /** Destroys the keys of the generations before this one. `at`: ISO 8601, UTC. Idempotent. */
  async destroyBefore(view: string, generation: number, at: Instant): Promise<void> {
    for (let old = Math.max(1, generation - GENERATIONS_BACK); old < generation; old += 1) {
      const { subject, key } = await this.lastKey(view, old);
      if (key !== 'unknown' && key !== 'destroyed') await this.keys.destroy(subject, at);
    }
  }

  /** The newest key of a generation's number: the first that is not destroyed, or is yet to be made. */
  private async lastKey(
    view: string,
    generation: number,
  ): Promise<{ readonly subject: string; readonly key: KnownKey | 'unknown' }> {
    for (let turn = 0; ; turn += 1) {
      const subject = subjectOf(view, generation, turn);
      const key = await this.keys.peek(subject);
      if (key !== 'destroyed' || turn === TURNS_MAX) return { subject, key };
    }
  }
}

/** Not a valid data subject. */
function subjectOf(view: string, generation: number, turn: number): string {
  return `$index ${view} ${generation}.${turn}`;
}

/** Terms kept with their tokens, and until when the first new one replaces them all: tokens are words, which may be somebody's. */
const KEPT_TERMS_MAX = 10_000;
const KEPT_TERMS_MS_MAX = 10_000;

/** By the key, which the key ring keeps for a while: batches follow each other faster than that. */
const indexes = new WeakMap<Uint8Array, TermIndex>();

/**
 * SHA-512/256 of key and token. A hash whose state is longer than its result cannot be continued by who knows neither, so that it needs no HMAC
 * around it. A receipt has a hundred terms: one call takes 0.5 µs and leaves no object behind, an HMAC 1.3 µs. Most words of a language's texts
 * are its few frequent ones, so that terms made a moment ago are looked up.
 */
function indexUnder(key: Uint8Array): TermIndex {
  const known = indexes.get(key);
  if (known !== undefined) return known;
  const secret = Buffer.from(key).toString('hex');
  const kept = new Map<string, string>();
  let since_ms = performance.now();
  const made = (token: string): string => {
    const now_ms = performance.now();
    if (kept.size === KEPT_TERMS_MAX || now_ms - since_ms > KEPT_TERMS_MS_MAX) {
      kept.clear();
      since_ms = now_ms;
    }
    const term = hash('sha512-256', secret + token, 'base64url').slice(0, TERM_LENGTH);
    kept.set(token, term);
    return term;
  };
  const index = { termOf: (token: string) => kept.get(token) ?? made(token) };
  indexes.set(key, index);
  return index;
}
