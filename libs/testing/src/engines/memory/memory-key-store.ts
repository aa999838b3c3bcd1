import { type KeyEntry, type KeyStore, StoreClosedError, type Instant } from '@redress/eventing';

const SUBJECTS_MAX = 1_000;
const SUBJECT_LENGTH_MAX = 255;
const WRAPPED_BYTES_MAX = 4_096;

/** A key store in memory. */
export class MemoryKeyStore implements KeyStore {
  private readonly entries = new Map<string, KeyEntry>();
  private isClosed = false;

  async put(subject: string, wrapped: Uint8Array): Promise<KeyEntry> {
    this.checkOpen();
    if (wrapped.length < 1 || wrapped.length > WRAPPED_BYTES_MAX) {
      throw new RangeError(`A wrapped key has 1 to ${WRAPPED_BYTES_MAX} bytes.`);
    }
    if (subject.length < 1 || subject.length > SUBJECT_LENGTH_MAX || !subject.isWellFormed()) {
      throw new RangeError(`A subject has 1 to ${SUBJECT_LENGTH_MAX} characters.`);
    }
    const stored = this.entries.get(subject);
    if (stored !== undefined) return stored;
    const entry: KeyEntry = { subject, state: 'present', wrapped: Uint8Array.from(wrapped) };
    this.entries.set(subject, entry);
    return entry;
  }

  async get(subjects: readonly string[]): Promise<ReadonlyMap<string, KeyEntry>> {
    this.checkOpen();
    if (subjects.length > SUBJECTS_MAX) throw new RangeError(`At most ${SUBJECTS_MAX} keys can be asked for at once.`);
    return new Map(
      subjects.flatMap((subject) => {
        const entry = this.entries.get(subject);
        return entry === undefined ? [] : [[subject, entry] as const];
      }),
    );
  }

  async destroy(subject: string, at: Instant): Promise<void> {
    this.checkOpen();
    if (this.entries.get(subject)?.state === 'destroyed') return;
    this.entries.set(subject, { subject, state: 'destroyed', destroyedAt: at });
  }

  /** Loses a key, like a store restored from an earlier backup. The returned function restores it. */
  lose(subject: string): () => void {
    const lost = this.entries.get(subject);
    this.entries.delete(subject);
    return () => {
      if (lost !== undefined) this.entries.set(subject, lost);
    };
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  private checkOpen(): void {
    if (this.isClosed) throw new StoreClosedError('The key store is closed.');
  }
}
