import { personOf, type KeyEntry, type KeyStore, type RecordedEvent, type Revision } from '@redress/eventing';
import type { FoundFault } from './chain-walk.js';

/** Subjects whose entries are asked for together; with a person for each message they stay within what a key store answers at once. */
const SUBJECTS_PER_LOOK = 500;

/** What is sealed in one stream under keys that are neither there nor destroyed. */
interface Locked {
  readonly first: Revision;
  events: number;
}

/** Streams whose words nobody can read, though nobody was erased: their keys are missing from the key store. Needs no master key. */
export class MissingKeys {
  private readonly locked = new Map<string, Locked>();
  private waiting: { readonly stream: string; readonly revision: Revision; readonly subject: string }[] = [];

  constructor(private readonly keys: KeyStore) {}

  async take({ stream, revision, personal }: RecordedEvent): Promise<void> {
    if (personal === undefined) return;
    if (this.waiting.push({ stream, revision, subject: personal.subject }) >= SUBJECTS_PER_LOOK) await this.look();
  }

  /** One fault for each such stream, once every event was taken. */
  async faults(): Promise<readonly FoundFault[]> {
    await this.look();
    return [...this.locked].map(([stream, { first, events }]) => ({
      stream,
      revision: first,
      fault: 'key-missing',
      detail:
        `The key to what is personal in ${events} of its events is neither in the key store nor destroyed by erasure. ` +
        'Restore the key store from a newer backup.',
    }));
  }

  private async look(): Promise<void> {
    const looked = this.waiting;
    this.waiting = [];
    if (looked.length === 0) return;
    const subjects = new Set(looked.flatMap(({ subject }) => [subject, personOf(subject) ?? subject]));
    const entries = await this.keys.get([...subjects]);
    for (const { stream, revision, subject } of looked) {
      if (!isMissing(entries, subject)) continue;
      const known = this.locked.get(stream);
      if (known === undefined) this.locked.set(stream, { first: revision, events: 1 });
      else known.events += 1;
    }
  }
}

/** An erased person's messages are erased, and a redacted message is no longer there, whatever became of the other key. */
function isMissing(entries: ReadonlyMap<string, KeyEntry>, subject: string): boolean {
  const needed = [entries.get(subject), entries.get(personOf(subject) ?? subject)];
  return needed.every((entry) => entry?.state !== 'destroyed') && needed.includes(undefined);
}
