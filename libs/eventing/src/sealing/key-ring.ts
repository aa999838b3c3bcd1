import { LRUCache } from 'lru-cache';
import type { Instant } from '../event.js';
import type { KeyEntry, KeyStore } from '../ports/key-store.js';
import { DATA_KEY_BYTES, decrypt, encrypt, freshBytes, IV_BYTES, TAG_BYTES } from './encryption.js';
import { deriveKey } from './master-key.js';
import { messageKey, personOf } from './message-key.js';
import { KeyDestroyedError, KeyMissingError, WrongMasterKeyError } from './sealing-errors.js';

export interface KeyRingOptions {
  readonly store: KeyStore;
  /** 32 bytes. */
  readonly masterKey: Uint8Array;
  /** Maximum number of keys held in memory. Default 10,000. */
  readonly cacheEntries?: number;
  /**
   * How long a key may be used without asking the store again, in milliseconds: after another process destroys a key, this one may still
   * read what it sealed for at most this long. Default 60,000.
   */
  readonly cacheAge_ms?: number;
  /** Milliseconds from any fixed moment, never going back. */
  readonly monotonic_ms?: () => number;
  /** Called for each person when their key, or that of one of their messages, is needed for opening but missing (not destroyed). */
  readonly onMissing?: (person: string) => void;
  /** Called when a person's missing key is found again. */
  readonly onFound?: (person: string) => void;
}

/** When something was opened. */
export interface KeyMoment {
  readonly destructions: number;
  readonly at_ms: number;
}

/** Name of a stored value that only the right master key opens. Not a valid data subject. */
const MASTER_KEY_CHECK = '$master-key';
const SUBJECTS_PER_READ = 1_000;
/** Subjects remembered as having missing keys; further ones are looked up again. */
const MISSING_MAX = 10_000;

/** Subjects remembered as about to be destroyed; their keys are, long before so many others are. */
const DOUBTED_MAX = 10_000;

/** Whether the store is empty, so that a master key may be created for it. */
export async function awaitsMasterKey(store: KeyStore): Promise<boolean> {
  return (await store.get([MASTER_KEY_CHECK])).size === 0;
}

/**
 * The data subjects' keys, unwrapped; a message's is derived from its own entry and its person's key. Entries of messages are not cached:
 * there are many, and what was redacted anywhere must be unreadable everywhere at once.
 *
 * A missing key is never replaced by a new one: a backup may still hold it, and with it what it sealed.
 *
 * Errors: `WrongMasterKeyError`, `KeyDestroyedError`, `KeyMissingError`, and those of `KeyStore`.
 */
export class KeyRing {
  private readonly store: KeyStore;
  private readonly wrappingKey: Uint8Array;
  private readonly recent: LRUCache<string, KnownKey>;
  /** Subjects with sealed values but no key in the store. */
  private readonly missing = new Set<string>();
  /** Subjects whose keys are not kept while they exist. */
  private readonly doubted = new LRUCache<string, true>({ max: DOUBTED_MAX });
  private readonly creating = new Map<string, Promise<Uint8Array>>();
  private masterKeyCheck: Promise<void> | undefined;
  private readonly monotonic_ms: () => number;
  /** Incremented by each destruction, so that a result read before one is not cached after it. */
  private destructions = 0;

  constructor(private readonly options: KeyRingOptions) {
    this.store = options.store;
    this.wrappingKey = deriveKey(options.masterKey, 'redress key wrapping v1');
    this.monotonic_ms = options.monotonic_ms ?? (() => performance.now());
    this.recent = new LRUCache({
      max: options.cacheEntries ?? 10_000,
      ttl: options.cacheAge_ms ?? 60_000,
      ttlResolution: 0,
      // The cache takes an entry that was set at 0 for one without an age.
      perf: { now: () => 1 + this.monotonic_ms() },
    });
  }

  /** This moment, for {@link isSoonAfter}. */
  moment(): KeyMoment {
    return { destructions: this.destructions, at_ms: this.monotonic_ms() };
  }

  /** Whether no key was destroyed through this ring since a moment, and it was at most so long ago: others may have destroyed one. */
  isSoonAfter({ destructions, at_ms }: KeyMoment, within_ms: number): boolean {
    return destructions === this.destructions && this.monotonic_ms() - at_ms <= within_ms;
  }

  /** The subject's key (32 bytes), durable before it is returned: ciphertext under a lost key is lost too. */
  async forSealing(subject: string): Promise<Uint8Array> {
    const person = personOf(subject);
    if (person === undefined) return this.entryForSealing(subject);
    const [personKey, entry] = await Promise.all([this.forSealing(person), this.entryForSealing(subject)]);
    return messageKey(personKey, entry);
  }

  /** The subjects' keys, `destroyed`, or `unknown` for a subject without an entry. */
  async forOpening(subjects: Iterable<string>): Promise<ReadonlyMap<string, KnownKey | 'unknown'>> {
    const wanted = new Set(subjects);
    const persons = [...wanted].flatMap((subject) => personOf(subject) ?? []);
    const entries = await this.entriesForOpening(new Set([...wanted, ...persons]));
    for (const [subject, entry] of entries) this.noteWhetherMissing(subject, entry, entries);
    return new Map([...wanted].map((subject) => [subject, keyAmongEntries(entries, subject)]));
  }

  /** A person's key, `destroyed`, or `unknown` for a subject without an entry, for whom nothing is said to be missing. */
  async peek(subject: string): Promise<KnownKey | 'unknown'> {
    return (await this.entriesForOpening(new Set([subject]))).get(subject) ?? 'unknown';
  }

  /**
   * Keeps a person's key in memory no longer, because another process destroys it about now: until its destruction is seen, each use asks the
   * store. Idempotent.
   */
  doubt(subject: string): void {
    if (this.recent.peek(subject) === 'destroyed') return;
    this.doubted.set(subject, true);
    this.recent.delete(subject);
  }

  /** When the subjects' own keys were destroyed, as the store has it; those that were not are absent. */
  async destroyedAt(subjects: readonly string[]): Promise<ReadonlyMap<string, Instant>> {
    const found = new Map<string, Instant>();
    for (let start = 0; start < subjects.length; start += SUBJECTS_PER_READ) {
      const entries = await this.store.get(subjects.slice(start, start + SUBJECTS_PER_READ));
      for (const entry of entries.values())
        if (entry.state === 'destroyed') found.set(entry.subject, entry.destroyedAt);
    }
    return found;
  }

  private async entryForSealing(subject: string): Promise<Uint8Array> {
    const known = this.recent.get(subject);
    if (known !== undefined) return usable(subject, known);
    if (this.missing.has(subject)) return this.foundAgain(subject);
    const creating = this.creating.get(subject) ?? this.create(subject).finally(() => this.creating.delete(subject));
    this.creating.set(subject, creating);
    return creating;
  }

  private async foundAgain(subject: string): Promise<Uint8Array> {
    const key = (await this.forOpening([subject])).get(subject) ?? 'unknown';
    if (key === 'unknown') throw new KeyMissingError(subject);
    return usable(subject, key);
  }

  private noteWhetherMissing(
    subject: string,
    entry: KnownKey | 'unknown',
    entries: ReadonlyMap<string, KnownKey | 'unknown'>,
  ): void {
    const person = personOf(subject) ?? subject;
    if (entry === 'unknown' && entries.get(person) !== 'destroyed') {
      if (this.missing.size < MISSING_MAX) this.missing.add(subject);
      this.options.onMissing?.(person);
    } else if (this.missing.delete(subject)) this.options.onFound?.(person);
  }

  private async entriesForOpening(subjects: ReadonlySet<string>): Promise<ReadonlyMap<string, KnownKey | 'unknown'>> {
    const found = new Map<string, KnownKey | 'unknown'>();
    const wanted: string[] = [];
    for (const subject of subjects) {
      const known = this.recent.get(subject);
      found.set(subject, known ?? 'unknown');
      if (known === undefined) wanted.push(subject);
    }
    for (let start = 0; start < wanted.length; start += SUBJECTS_PER_READ) {
      const { destructions } = this;
      const entries = await this.store.get(wanted.slice(start, start + SUBJECTS_PER_READ));
      for (const entry of entries.values()) found.set(entry.subject, this.learn(entry, destructions));
    }
    return found;
  }

  /** Destroys the subject's key for good: a person's with all their messages, or a single message's. `at`: ISO 8601, UTC. Idempotent. */
  async destroy(subject: string, at: Instant): Promise<void> {
    await this.store.destroy(subject, at);
    this.destructions += 1;
    this.remember(subject, 'destroyed');
  }

  /**
   * Rejects with `WrongMasterKeyError` unless the store's keys are wrapped under this master key; marks an empty store as its own.
   * Runs by itself before the first key is created; call it at start to fail early.
   */
  checkMasterKey(): Promise<void> {
    this.masterKeyCheck ??= this.checkedMasterKey().catch((error: unknown) => {
      this.masterKeyCheck = undefined;
      throw error;
    });
    return this.masterKeyCheck;
  }

  private async checkedMasterKey(): Promise<void> {
    const stored = (await this.store.get([MASTER_KEY_CHECK])).get(MASTER_KEY_CHECK);
    const wrapped = (): Uint8Array => wrapKey(this.wrappingKey, MASTER_KEY_CHECK, freshBytes(DATA_KEY_BYTES));
    const entry = stored ?? (await this.store.put(MASTER_KEY_CHECK, wrapped()));
    if (entry.state === 'present') unwrapKey(this.wrappingKey, MASTER_KEY_CHECK, entry.wrapped);
  }

  /**
   * Puts without reading first: a command on an existing complaint has just opened its events, so a key that is not cached nearly always
   * belongs to a new complaint; and if not, the first key ever put wins.
   */
  private async create(subject: string): Promise<Uint8Array> {
    await this.checkMasterKey();
    const { destructions } = this;
    const fresh = freshBytes(DATA_KEY_BYTES);
    const wrapped = wrapKey(this.wrappingKey, subject, fresh);
    const entry = await this.store.put(subject, wrapped);
    const isOurs = entry.state === 'present' && Buffer.compare(entry.wrapped, wrapped) === 0;
    return usable(subject, this.learn(entry, destructions, isOurs ? fresh : undefined));
  }

  /** `unwrapped`: the key that the entry holds, where it is known. */
  private learn(entry: KeyEntry, destructionsBefore: number, unwrapped?: Uint8Array): KnownKey {
    const { subject } = entry;
    const key =
      entry.state === 'destroyed' ? 'destroyed' : (unwrapped ?? unwrapKey(this.wrappingKey, subject, entry.wrapped));
    if (key === 'destroyed' || destructionsBefore === this.destructions) this.remember(subject, key);
    return key;
  }

  private remember(subject: string, key: KnownKey): void {
    if (personOf(subject) !== undefined || (key !== 'destroyed' && this.doubted.has(subject))) return;
    this.recent.set(subject, key);
  }
}

/** An erased person's messages are erased, whatever the state of their own entries. */
function keyAmongEntries(entries: ReadonlyMap<string, KnownKey | 'unknown'>, subject: string): KnownKey | 'unknown' {
  const own = entries.get(subject) ?? 'unknown';
  const person = personOf(subject);
  if (person === undefined) return own;
  const personKey = entries.get(person) ?? 'unknown';
  if (personKey === 'destroyed' || own === 'destroyed') return 'destroyed';
  return personKey === 'unknown' || own === 'unknown' ? 'unknown' : messageKey(personKey, own);
}

function usable(subject: string, key: KnownKey): Uint8Array {
  if (key === 'destroyed') throw new KeyDestroyedError(subject);
  return key;
}

export type KnownKey = Uint8Array | 'destroyed';

/** First byte of every wrapped key, so that another way of wrapping can be recognized later. */
const FORMAT = 1;
const WRAPPED_BYTES = 1 + IV_BYTES + DATA_KEY_BYTES + TAG_BYTES;

/** Format byte, iv, encrypted key, tag: 61 bytes. Bound to the subject, so that keys cannot be exchanged. */
function wrapKey(wrappingKey: Uint8Array, subject: string, key: Uint8Array): Uint8Array {
  const { iv, ciphertext, tag } = encrypt(wrappingKey, key, additionalData(subject));
  return Buffer.concat([Uint8Array.of(FORMAT), iv, ciphertext, tag]);
}

/** Throws `WrongMasterKeyError` unless these bytes are this subject's key under this wrapping key. */
function unwrapKey(wrappingKey: Uint8Array, subject: string, wrapped: Uint8Array): Uint8Array {
  if (wrapped.length !== WRAPPED_BYTES || wrapped[0] !== FORMAT) throw new WrongMasterKeyError();
  const bytes = Buffer.from(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength);
  const encrypted = {
    iv: bytes.subarray(1, 1 + IV_BYTES),
    ciphertext: bytes.subarray(1 + IV_BYTES, WRAPPED_BYTES - TAG_BYTES),
    tag: bytes.subarray(WRAPPED_BYTES - TAG_BYTES),
  };
  const key = decrypt(wrappingKey, encrypted, additionalData(subject));
  if (key === undefined) throw new WrongMasterKeyError();
  return key;
}

function additionalData(subject: string): Buffer {
  return Buffer.from(`redress data key ${subject}`);
}
