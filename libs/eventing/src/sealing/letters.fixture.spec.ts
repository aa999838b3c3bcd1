import { InvalidEventError, type EventCatalogue } from '../catalogue.js';
import {
  type EventMetadata,
  type JsonObject,
  type RecordedEvent,
  toPosition,
  toActorId,
  type Instant,
} from '../event.js';
import { GENESIS_HASH } from '../integrity/hash-chain.js';
import type { KeyEntry, KeyStore } from '../ports/key-store.js';
import { EventCodec, type EventDraft, type SealOptions } from './event-codec.js';
import { KeyRing } from './key-ring.js';

/**
 * A letter: `text` and each page's `note` are personal, `pages` and `place` are not. Version 1 called the text `body`. They say who wrote
 * it; an annotation to it is words.
 */
export const letterCatalogue: EventCatalogue = {
  currentVersion(type) {
    if (!['LetterReceived', 'LetterFiled', 'LetterAnnotated'].includes(type)) throw unknown(type, 0);
    return type === 'LetterReceived' ? 2 : 1;
  },
  validate(type, version, data) {
    if (data['place'] === 'nowhere') throw new InvalidEventError(type, version, [{ pointer: '/place', rule: 'enum' }]);
  },
  validateSealed(type, version, data) {
    if (version > letterCatalogue.currentVersion(type)) throw unknown(type, version);
    if ('text' in data || 'body' in data)
      throw new InvalidEventError(type, version, [{ pointer: '/text', rule: 'sealed' }]);
  },
  personalPointers(type, _version, data) {
    if (type === 'LetterAnnotated') return ['/text'];
    if (type !== 'LetterReceived') return [];
    const pages = (data['pages'] ?? []) as readonly JsonObject[];
    const notes = pages.flatMap((page, index) => ('note' in page ? [`/pages/${index}/note`] : []));
    return 'text' in data ? ['/text', ...notes] : notes;
  },
  isIdentity: (type) => type === 'LetterReceived',
  upcast: (_type, _version, data, pointers) => ({
    version: 2,
    // A faulty upcaster: it turns `legacy` into an invalid letter.
    data: 'legacy' in data ? { text: data['legacy'] } : data,
    pointers: new Map(pointers.map((pointer) => [pointer, pointer === '/body' ? '/text' : pointer])),
  }),
};

function unknown(type: string, version: number): InvalidEventError {
  return new InvalidEventError(type, version, [{ pointer: '', rule: 'unknown-version' }]);
}

export const MASTER_KEY = new Uint8Array(32).fill(1);
export const SUBJECT = '7K3M9QXD41PC';
export const STREAM = `letter-${SUBJECT}` as const;
const MOMENT: Instant = '2026-11-02T08:00:00.000Z';

export const METADATA: Omit<EventMetadata, 'previousHash' | 'hash'> = {
  recordedAt: MOMENT,
  occurredAt: MOMENT,
  actor: { id: toActorId('u-17'), role: 'handler' },
  commandId: '3f0d1c52-8a39-4ee5-9d0a-6b7a1a1c2e10',
  commandHash: 'bm90IGEgaGFzaA',
  correlationId: '3f0d1c52-8a39-4ee5-9d0a-6b7a1a1c2e10',
  causationId: '3f0d1c52-8a39-4ee5-9d0a-6b7a1a1c2e10',
};

export const LETTER: EventDraft = {
  type: 'LetterReceived',
  data: { place: 'Tabriz', text: 'The kettle burnt my hand.', pages: [{ number: 1 }, { number: 2, note: 'torn' }] },
};

/** A key store in memory that counts its calls. */
export class FakeKeyStore implements KeyStore {
  readonly entries = new Map<string, KeyEntry>();
  puts = 0;
  gets = 0;

  async put(subject: string, wrapped: Uint8Array): Promise<KeyEntry> {
    this.puts += 1;
    const entry = this.entries.get(subject) ?? { subject, state: 'present', wrapped };
    this.entries.set(subject, entry);
    return entry;
  }

  async get(subjects: readonly string[]): Promise<ReadonlyMap<string, KeyEntry>> {
    this.gets += 1;
    return new Map([...this.entries].filter(([subject]) => subjects.includes(subject)));
  }

  async destroy(subject: string, destroyedAt: Instant): Promise<void> {
    this.entries.set(subject, { subject, state: 'destroyed', destroyedAt });
  }

  async close(): Promise<void> {}
}

export function letterCodec(store: KeyStore = new FakeKeyStore()): EventCodec {
  return new EventCodec(letterCatalogue, new KeyRing({ store, masterKey: MASTER_KEY }));
}

/** Seals the drafts as a new stream and assigns positions as a store would. */
export async function recordedLetters(
  codec: EventCodec,
  drafts: readonly EventDraft[] = [LETTER],
  change: Partial<SealOptions> = {},
): Promise<RecordedEvent[]> {
  const options = {
    stream: STREAM,
    firstRevision: 0,
    previousHash: GENESIS_HASH,
    subject: SUBJECT,
    metadata: METADATA,
  };
  const sealed = await codec.seal({ ...options, drafts, ...change });
  return sealed.map((event, index) => ({ ...event, position: toPosition(BigInt(index + 1)) }));
}
