import { beforeEach, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../event.js';
import { hashOf } from '../integrity/hash-chain.js';
import { EventCodec } from './event-codec.js';
import { ERASED } from './sealed-values.js';
import { KeyRing } from './key-ring.js';
import { FakeKeyStore, LETTER, letterCatalogue, MASTER_KEY, recordedLetters, SUBJECT } from './letters.fixture.spec.js';
import { messageKey } from './message-key.js';
import { KeyMissingError } from './sealing-errors.js';

const AT = '2027-01-01T00:00:00.000Z';
const NOTE = { type: 'LetterAnnotated', data: { text: 'The neighbour saw it.' } };
const OTHER_NOTE = { type: 'LetterAnnotated', data: { text: 'Nobody saw it.' } };

describe('A message', () => {
  let store: FakeKeyStore;
  let ring: KeyRing;
  let codec: EventCodec;

  beforeEach(() => {
    store = new FakeKeyStore();
    ring = new KeyRing({ store, masterKey: MASTER_KEY });
    codec = new EventCodec(letterCatalogue, ring);
  });

  /** The same stores as seen by another process. */
  const elsewhere = (): EventCodec =>
    new EventCodec(letterCatalogue, new KeyRing({ store, masterKey: MASTER_KEY, cacheAge_ms: Number.MAX_VALUE }));

  const subjectsIn = (events: readonly RecordedEvent[]): readonly (string | undefined)[] =>
    events.map(({ personal }) => personal?.subject);

  it('is sealed under a subject of its own, and what is no message under its person', async () => {
    const [letter] = await recordedLetters(codec, [LETTER]);
    const notes = await recordedLetters(codec, [NOTE, OTHER_NOTE]);
    expect(letter?.personal?.subject).toBe(SUBJECT);
    expect(subjectsIn(notes)).toEqual(notes.map(({ id }) => `${SUBJECT}/${id}`));
  });

  it('takes with it the reason that stands in the other events of its command', async () => {
    const events = await recordedLetters(codec, [NOTE, { type: 'LetterFiled', data: {} }], { reason: 'By phone' });
    const [note, filed] = events;
    expect(subjectsIn(events)).toEqual([`${SUBJECT}/${note?.id}`, `${SUBJECT}/${note?.id}`]);
    await ring.destroy(`${SUBJECT}/${note?.id}`, AT);
    expect((await codec.open([filed as RecordedEvent]))[0]?.reason).toEqual(ERASED);
  });

  it('says that it has a key of its own, and nothing else does', async () => {
    const events = await recordedLetters(codec, [NOTE, { type: 'LetterFiled', data: {} }], { reason: 'By phone' });
    const letters = await recordedLetters(codec, [LETTER]);
    const opened = await codec.open([...events, ...letters]);
    expect(opened.map(({ hasOwnKey }) => hasOwnKey)).toEqual([true, undefined, undefined]);
    expect([...events, ...letters].map((event) => codec.project(event).hasOwnKey)).toEqual([
      true,
      undefined,
      undefined,
    ]);
  });

  it('is redacted alone by the destruction of its key, for every process at once', async () => {
    const events = await recordedLetters(codec, [NOTE, OTHER_NOTE]);
    const other = elsewhere();
    expect((await other.open(events)).map(({ data }) => data)).toEqual([NOTE.data, OTHER_NOTE.data]);
    await ring.destroy(`${SUBJECT}/${events[0]?.id}`, AT);
    for (const reader of [codec, other]) {
      expect((await reader.open(events)).map(({ data }) => data)).toEqual([{ text: ERASED }, OTHER_NOTE.data]);
      const document = events.map((event) => reader.project(event).data);
      expect(await reader.openDocuments(document)).toEqual([{ text: ERASED }, OTHER_NOTE.data]);
    }
    expect(events.map(hashOf)).toEqual(events.map(({ metadata }) => metadata.hash));
  });

  it('is erased with its person, although its own entry is still there', async () => {
    const events = await recordedLetters(codec, [NOTE]);
    await ring.destroy(SUBJECT, AT);
    for (const reader of [codec, elsewhere()]) {
      expect((await reader.open(events)).map(({ data }) => data)).toEqual([{ text: ERASED }]);
    }
    expect(store.entries.get(`${SUBJECT}/${events[0]?.id}`)?.state).toBe('present');
  });

  it('cannot be opened with its own entry, or its person’s key, alone', async () => {
    const [note] = await recordedLetters(codec, [NOTE]);
    for (const subject of [SUBJECT, `${SUBJECT}/${note?.id}`]) {
      const entry = store.entries.get(subject);
      store.entries.delete(subject);
      await expect(elsewhere().open([note as RecordedEvent])).rejects.toThrow(KeyMissingError);
      if (entry !== undefined) store.entries.set(subject, entry);
    }
    expect((await elsewhere().open([note as RecordedEvent]))[0]?.data).toEqual(NOTE.data);
  });

  it('has a key that follows from both, and from neither alone', () => {
    const [one, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const keys = [messageKey(one, one), messageKey(one, other), messageKey(other, one), messageKey(other, other)];
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(4);
    expect(messageKey(one, other)).toEqual(keys[1]);
  });

  it('is asked for with its person and all others in one question', async () => {
    const events = await recordedLetters(codec, [NOTE, OTHER_NOTE]);
    const other = elsewhere();
    store.gets = 0;
    await other.open(events);
    expect(store.gets).toBe(1);
  });

  it('sent once more is sealed under the key that it has', async () => {
    const [first] = await recordedLetters(codec, [NOTE]);
    const [again] = await recordedLetters(elsewhere(), [NOTE]);
    expect((await codec.open([first as RecordedEvent, again as RecordedEvent])).map(({ data }) => data)).toEqual([
      NOTE.data,
      NOTE.data,
    ]);
  });
});
