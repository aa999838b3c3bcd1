import { toActorId } from '../event.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidEventError } from '../catalogue.js';
import type { JsonObject, RecordedEvent, SealedField } from '../event.js';
import { GENESIS_HASH, hashOf } from '../integrity/hash-chain.js';
import { MARK_MISSING_KEYS, type EventCodec } from './event-codec.js';
import { ERASED, KEY_MISSING, sealValue } from './sealed-values.js';
import { KeyRing } from './key-ring.js';
import { FakeKeyStore, LETTER, letterCodec, MASTER_KEY, recordedLetters, SUBJECT } from './letters.fixture.spec.js';
import { KeyMissingError, SealBrokenError } from './sealing-errors.js';

async function recordedLetter(codec: EventCodec): Promise<RecordedEvent> {
  const [event] = await recordedLetters(codec);
  return event as RecordedEvent;
}

function withField(event: RecordedEvent, pointer: string, change: Partial<SealedField>): RecordedEvent {
  const fields = event.personal?.fields ?? {};
  const changed = { ...fields, [pointer]: { ...(fields[pointer] as SealedField), ...change } };
  return { ...event, personal: { subject: SUBJECT, fields: changed } };
}

describe('Sealing', () => {
  it('takes every personal value out of the data, and leaves the rest as it was', async () => {
    const event = await recordedLetter(letterCodec());
    expect(event.data).toEqual({ place: 'Tabriz', pages: [{ number: 1 }, { number: 2 }] });
    expect(Object.keys(event.personal?.fields ?? {})).toEqual(['/data/text', '/data/pages/1/note']);
    expect(JSON.stringify({ ...event, position: 0 })).not.toMatch(/kettle|torn/);
  });

  it('leaves the draft that it was given unchanged', async () => {
    const before = structuredClone(LETTER);
    await recordedLetter(letterCodec());
    expect(LETTER).toEqual(before);
  });

  it('chains the events of a command, and gives the same ids to the same command', async () => {
    const codec = letterCodec();
    const events = await recordedLetters(codec, [LETTER, { type: 'LetterFiled', data: {} }]);
    const again = await recordedLetters(codec, [LETTER, { type: 'LetterFiled', data: {} }]);
    expect(events.map(({ id }) => id)).toEqual(again.map(({ id }) => id));
    expect(events.map(({ metadata }) => metadata.previousHash)).toEqual([GENESIS_HASH, events[0]?.metadata.hash]);
    expect(events.map(hashOf)).toEqual(events.map(({ metadata }) => metadata.hash));
  });

  it('makes no key for a command in which nothing is personal', async () => {
    const store = new FakeKeyStore();
    const [event] = await recordedLetters(letterCodec(store), [{ type: 'LetterFiled', data: { place: 'Tabriz' } }]);
    expect([store.puts, event && 'personal' in event]).toEqual([0, false]);
  });

  it('makes no key for a command of which any event is invalid', async () => {
    const store = new FakeKeyStore();
    const drafts = [LETTER, { type: 'LetterFiled', data: { place: 'nowhere' } }];
    await expect(recordedLetters(letterCodec(store), drafts)).rejects.toThrow(InvalidEventError);
    expect(store.puts).toBe(0);
  });

  it('refuses as invalid what no UTF-8 can hold, but seals it where it is personal', async () => {
    const codec = letterCodec();
    const lone = { type: 'LetterFiled', data: { place: '\ud800' } };
    await expect(recordedLetters(codec, [lone])).rejects.toThrow(InvalidEventError);
    const events = await recordedLetters(codec, [{ type: 'LetterReceived', data: { text: 'half \ud800' } }]);
    expect((await codec.open(events))[0]?.data).toEqual({ text: 'half \ud800' });
  });

  it('seals the reason of a command into each of its events', async () => {
    const codec = letterCodec();
    const drafts = [LETTER, { type: 'LetterFiled', data: {} }];
    const events = await recordedLetters(codec, drafts, { reason: 'Asked by phone' });
    expect(events.every(({ personal }) => personal?.fields['/metadata/reason'])).toBe(true);
    expect((await codec.open(events)).map(({ reason }) => reason)).toEqual(['Asked by phone', 'Asked by phone']);
  });
});

describe('Opening', () => {
  it('gives back whatever was sealed', async () => {
    const codec = letterCodec();
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    const letter = fc.record({
      text,
      pages: fc.array(fc.record({ number: fc.nat(), note: fc.jsonValue() }), { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(letter, async (data) => {
        const written = JSON.parse(JSON.stringify(data)) as JsonObject;
        const [opened] = await codec.open(await recordedLetters(codec, [{ type: 'LetterReceived', data: written }]));
        expect(opened?.data).toEqual(written);
      }),
    );
  });

  it('seals the same value differently each time', async () => {
    const codec = letterCodec();
    const [one, other] = [await recordedLetter(codec), await recordedLetter(codec)];
    expect(one.personal?.fields['/data/text']?.iv).not.toBe(other.personal?.fields['/data/text']?.iv);
    expect(one.personal?.fields['/data/text']?.ciphertext).not.toBe(other.personal?.fields['/data/text']?.ciphertext);
  });

  it('refuses a value that was moved from another event', async () => {
    const codec = letterCodec();
    const moved = { ...(await recordedLetter(codec)), id: '00000000-0000-5000-8000-000000000000' };
    await expect(codec.open([moved])).rejects.toThrow(SealBrokenError);
  });

  it('refuses a value that was sealed for another type of event', async () => {
    const codec = letterCodec();
    const event = await recordedLetter(codec);
    await expect(codec.open([{ ...event, type: 'LetterFiled', version: 1 }])).rejects.toThrow(SealBrokenError);
  });

  it('refuses a value that was moved to another field, whether or not it still names the old one', async () => {
    const codec = letterCodec();
    const event = await recordedLetter(codec);
    const note = event.personal?.fields['/data/pages/1/note'] as SealedField;
    await expect(codec.open([withField(event, '/data/text', note)])).rejects.toThrow(SealBrokenError);
    const renamed = withField(event, '/data/text', { ...note, field: '/data/text' });
    await expect(codec.open([renamed])).rejects.toThrow(SealBrokenError);
    expect(() => codec.project(withField(event, '/data/text', note))).toThrow(SealBrokenError);
  });

  it.each(['iv', 'ciphertext', 'tag'] as const)('refuses a value whose %s was altered', async (part) => {
    const codec = letterCodec();
    const event = await recordedLetter(codec);
    const bytes = Buffer.from(event.personal?.fields['/data/text']?.[part] ?? '', 'base64url');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    const altered = withField(event, '/data/text', { [part]: bytes.toString('base64url') });
    await expect(codec.open([altered])).rejects.toThrow(SealBrokenError);
  });

  it('refuses a tag that was cut short', async () => {
    const codec = letterCodec();
    const event = await recordedLetter(codec);
    const tag = Buffer.from(event.personal?.fields['/data/text']?.tag ?? '', 'base64url').subarray(0, 4);
    await expect(codec.open([withField(event, '/data/text', { tag: tag.toString('base64url') })])).rejects.toThrow(
      SealBrokenError,
    );
  });

  it('refuses a sealed field that has no place in the data', async () => {
    const codec = letterCodec();
    const event = await recordedLetter(codec);
    await expect(codec.open([{ ...event, data: { place: 'Tabriz' } }])).rejects.toThrow(SealBrokenError);
  });

  it('finds a value of an older version in its new place', async () => {
    const store = new FakeKeyStore();
    const codec = letterCodec(store);
    const written = await recordedLetter(codec);
    // As written by a release before version 2: sealed, and bound, under the old name.
    const key = await new KeyRing({ store, masterKey: MASTER_KEY }).forSealing(SUBJECT);
    const sealed = sealValue(key, { event: written.id, type: 'LetterReceived', field: '/data/body' }, 'as it was');
    const old = { ...written, version: 1, data: {}, personal: { subject: SUBJECT, fields: { '/data/body': sealed } } };
    expect((await codec.open([old]))[0]).toMatchObject({ version: 2, data: { text: 'as it was' } });
    expect(await codec.openDocument(codec.project(old).data)).toEqual({ text: 'as it was' });
  });

  it('says that the key is missing when the key store is not the one that belongs to the events', async () => {
    const event = await recordedLetter(letterCodec());
    const codec = letterCodec(new FakeKeyStore());
    await expect(codec.open([event])).rejects.toThrow(KeyMissingError);
    await expect(codec.openDocument(codec.project(event).data)).rejects.toThrow(KeyMissingError);
  });

  it('puts what it is told into the places of values whose key is missing, and leaves the rest as it is', async () => {
    const event = await recordedLetter(letterCodec());
    const codec = letterCodec(new FakeKeyStore());
    const [opened] = await codec.open([event], MARK_MISSING_KEYS);
    expect(opened?.data).toMatchObject({ text: KEY_MISSING });
    const document = await codec.openDocument(codec.project(event).data, { withoutKey: (subject) => `of ${subject}` });
    expect(document).toMatchObject({ text: `of ${SUBJECT}` });
  });

  it('refuses what an upcaster made when it is not valid', async () => {
    const codec = letterCodec();
    const { personal: _personal, ...event } = await recordedLetter(codec);
    const old = { ...event, version: 1, data: { legacy: true } };
    await expect(codec.open([old])).rejects.toThrow(InvalidEventError);
  });

  it('refuses an event of a version that is not known here', async () => {
    const codec = letterCodec();
    const newer = { ...(await recordedLetter(codec)), version: 3 };
    await expect(codec.open([newer])).rejects.toThrow(InvalidEventError);
    expect(() => codec.project(newer)).toThrow(InvalidEventError);
  });
});

describe('After the key was destroyed', () => {
  it('every personal value reads as erased, and everything else as before', async () => {
    const store = new FakeKeyStore();
    const events = await recordedLetters(letterCodec(store), [LETTER], { reason: 'Asked by phone' });
    await store.destroy(SUBJECT, '2027-01-01T00:00:00.000Z');
    const codec = letterCodec(store);
    const pages = [{ number: 1 }, { number: 2, note: ERASED }];
    const [opened] = await codec.open(events);
    expect(opened).toMatchObject({ data: { place: 'Tabriz', text: ERASED, pages }, reason: ERASED });
    const document = { letters: events.map((event) => codec.project(event).data) };
    expect(await codec.openDocument(document)).toEqual({ letters: [{ place: 'Tabriz', text: ERASED, pages }] });
  });

  it('the chain still verifies', async () => {
    const store = new FakeKeyStore();
    const events = await recordedLetters(letterCodec(store), [LETTER, LETTER]);
    await store.destroy(SUBJECT, '2027-01-01T00:00:00.000Z');
    expect(events.map(hashOf)).toEqual(events.map(({ metadata }) => metadata.hash));
  });
});

describe('An event for projections', () => {
  it('says who acted, for whom and under which policy, and nothing else of the metadata', async () => {
    const codec = letterCodec();
    const event = await recordedLetter(codec);
    const { actor, recordedAt, occurredAt, commandId, causationId } = event.metadata;
    const more = { onBehalfOf: { id: toActorId('handler-2'), role: 'handler' }, policyVersion: 'generic@1' };
    const { data: _data, ...shown } = codec.project({ ...event, metadata: { ...event.metadata, ...more } });
    const { id, stream, revision, position, type } = event;
    const place = { id, stream, revision, position, type };
    expect(shown).toEqual({ ...place, actor, recordedAt, occurredAt, commandId, causationId, ...more });
    const { data: _, ...plain } = codec.project(event);
    expect(Object.keys(plain).sort()).toEqual(
      Object.keys({ ...place, actor, recordedAt, occurredAt, commandId, causationId }).sort(),
    );
  });

  it('is made once for all that are given the same event', async () => {
    const codec = letterCodec();
    const event = await recordedLetter(codec);
    expect(codec.project(event)).toBe(codec.project(event));
    const copy = { ...event, revision: event.revision + 1 };
    expect(codec.project(copy)).toEqual({ ...codec.project(event), revision: copy.revision });
  });

  it('opens as it is, without a look at the keys, when nothing in it is personal', async () => {
    const store = new FakeKeyStore();
    const codec = letterCodec(store);
    const events = await recordedLetters(codec, [{ type: 'LetterFiled', data: { place: 'Tabriz' } }]);
    store.gets = 0;
    expect((await codec.open(events)).map(({ data }) => data)).toEqual([{ place: 'Tabriz' }]);
    expect(store.gets).toBe(0);
  });
});

describe('Read models', () => {
  it('hold sealed values wherever they were copied, and open with one look at the keys', async () => {
    const store = new FakeKeyStore();
    const events = await recordedLetters(letterCodec(store), [LETTER, LETTER], { reason: 'Why' });
    const codec = letterCodec(store);
    const [one, other] = events.map((event) => codec.project(event));
    store.gets = 0;
    const documents = await codec.openDocuments([
      { texts: [one?.data['text'] ?? null], because: one?.reason ?? null },
      { all: other?.data ?? {} },
    ]);
    expect(documents).toEqual([{ texts: ['The kettle burnt my hand.'], because: 'Why' }, { all: LETTER.data }]);
    expect(store.gets).toBe(1);
  });

  it('come back as they are when nothing in them is sealed', async () => {
    const body = { status: 'received', count: 3, list: [null, { deep: true }] };
    expect(await letterCodec().openDocument(body)).toBe(body);
  });
});
