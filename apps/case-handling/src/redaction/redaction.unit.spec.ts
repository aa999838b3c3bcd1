import { describe, expect, it } from '@jest/globals';
import { complaintStream } from '@redress/complaints';
import { ComplaintOffice, compliance, handler } from '@redress/complaints/office';
import { catalogue } from '@redress/contracts';
import { ContentSealing, EventCodec, KeyRing, StoreUnavailableError } from '@redress/eventing';
import type { CommandMeta } from '@redress/platform';
import { openedCase } from '../case-notes/noted-case.mother.spec.js';
import { RedactMessage, RedactMessageHandler } from './redact-message.command.js';
import { MessageKeys, redaction } from './redaction.process.js';

const COMPLAINANT = { name: 'Jo Mar', email: 'jo.mar@mail.example' };
const ERASED = { erased: true };
const BECAUSE = { by: compliance, reason: 'It names a neighbour.' };
const META: CommandMeta = {
  caller: { kind: 'staff', actor: compliance, roles: ['compliance'] },
  correlationId: 'correlation',
};

/** A complaint with two notes, at revisions 1 and 2. */
async function officeWithNotes() {
  const office = new ComplaintOffice();
  const reference = await office.lodge({ complainant: COMPLAINANT });
  await office.does(reference, 'add-note', { text: 'The neighbour saw it.', visibility: 'internal' });
  await office.does(reference, 'add-note', { text: 'Called back.', visibility: 'internal' });
  const keys = new MessageKeys(office.eventStore, office.keys, () => office.now);
  const textsOf = async (): Promise<readonly unknown[]> =>
    (await office.complaints.history(reference)).slice(1, 3).map(({ data }) => data['text']);
  return { office, reference, keys, textsOf };
}

describe('A redacted message', () => {
  it('is gone when the command is answered, and the other one is there', async () => {
    const { office, reference, keys, textsOf } = await officeWithNotes();
    const request = { message: 1, reason: 'It names a neighbour.' };
    const command = new RedactMessage(reference, request, META);
    const answer = await new RedactMessageHandler(office.complaints, keys).execute(command);
    expect(answer).toMatchObject({ revision: 3, events: ['MessageRedacted'] });
    expect(await textsOf()).toEqual([ERASED, 'Called back.']);
    const { body } = await openedCase(office, reference);
    expect(body).toMatchObject({
      notes: [{ text: ERASED, by: handler.id }, { text: 'Called back.' }],
      redactions: [{ message: 1, redactedBy: compliance.id, reason: 'It names a neighbour.' }],
    });
  });

  it('is gone for another process that had read it before', async () => {
    const { office, reference, keys } = await officeWithNotes();
    const elsewhere = new KeyRing({ store: office.keyStore, masterKey: office.masterKey });
    const codec = new EventCodec(catalogue, elsewhere);
    const events = await office.recorded(reference);
    expect((await codec.open(events))[1]?.data['text']).toBe('The neighbour saw it.');
    await keys.destroy(complaintStream(reference), 1);
    expect((await codec.open(events))[1]?.data['text']).toEqual(ERASED);
  });

  it('is not answered while its key is still there; sent again, the command destroys it', async () => {
    const { office, reference, keys, textsOf } = await officeWithNotes();
    const away = new MessageKeys(office.eventStore, office.keys, () => office.now);
    away.destroy = () => Promise.reject(new StoreUnavailableError('away'));
    const command = new RedactMessage(reference, { message: 1, reason: 'It names a neighbour.' }, META);
    await expect(new RedactMessageHandler(office.complaints, away).execute(command)).rejects.toThrow('away');
    expect(await textsOf()).toEqual(['The neighbour saw it.', 'Called back.']);
    expect(await new RedactMessageHandler(office.complaints, keys).execute(command)).toMatchObject({ events: [] });
    expect(await textsOf()).toEqual([ERASED, 'Called back.']);
  });

  it('whose redaction was recorded by somebody who died at once is gone when the process has seen it, once or twice', async () => {
    const { office, reference, keys, textsOf } = await officeWithNotes();
    await office.does(reference, 'redact-message', { message: 1 }, BECAUSE);
    expect(await textsOf()).toEqual(['The neighbour saw it.', 'Called back.']);
    const process = redaction(keys);
    const redactions = (await office.projected(reference)).filter(({ type }) => process.reactsTo.includes(type));
    for (const redaction of [...redactions, ...redactions]) await process.on(redaction);
    expect(await textsOf()).toEqual([ERASED, 'Called back.']);
  });
});

describe('Redacted words', () => {
  it('of the receipt are gone; who complained, how to reach them, and all other words are there', async () => {
    const { office, reference, keys, textsOf } = await officeWithNotes();
    await office.does(reference, 'redact-message', { message: 0 }, BECAUSE);
    await keys.destroy(complaintStream(reference), 0);
    const [receipt] = await office.complaints.history(reference);
    expect(receipt?.data).toMatchObject({ description: ERASED, complainant: COMPLAINANT });
    expect(await textsOf()).toEqual(['The neighbour saw it.', 'Called back.']);
    const { body } = await openedCase(office, reference);
    expect(body).toMatchObject({ description: ERASED, complainant: COMPLAINANT });
  });

  it('of a correction are its reason; the corrected name is there', async () => {
    const { office, reference, keys } = await officeWithNotes();
    const corrected = { complainant: { name: 'Jo Marr' } };
    await office.does(reference, 'correct-details', corrected, { ...BECAUSE, by: handler });
    await keys.destroy(complaintStream(reference), 3);
    expect((await office.complaints.history(reference))[3]).toMatchObject({ data: corrected, reason: ERASED });
  });
});

describe('The key of an event', () => {
  it('is never another’s: an event that has none or is not there destroys nothing', async () => {
    const { office, reference, keys, textsOf } = await officeWithNotes();
    await office.does(reference, 'state-preferences', { language: 'fa' });
    for (const revision of [3, 9]) {
      await expect(keys.destroy(complaintStream(reference), revision)).rejects.toThrow(RangeError);
    }
    expect(await textsOf()).toEqual(['The neighbour saw it.', 'Called back.']);
    expect((await office.complaints.history(reference))[0]?.data['description']).toBe('The kettle burst.');
  });

  it('goes with the key of the file that it added, and no other’s, also of one that it names as evidence', async () => {
    const { office, reference, keys } = await officeWithNotes();
    const sealing = new ContentSealing(office.keys);
    const content = Buffer.from('%PDF-1.7 the statement of somebody');
    const sealed = new Map<string, Uint8Array>();
    for (const [name, letter] of [
      ['statement.pdf', 'a'],
      ['bill.pdf', 'b'],
    ] as const) {
      const attachment = letter.repeat(32);
      const file = { attachment, mediaType: 'application/pdf', bytes: content.length, sha256: letter.repeat(64), name };
      sealed.set(attachment, await sealing.seal({ subject: reference, name: attachment }, content));
      await office.does(reference, 'add-attachment', file);
    }
    const described = {
      evidence: 'bill',
      kind: 'document',
      description: 'Theirs.',
      attachment: 'b'.repeat(32),
    } as const;
    await office.does(reference, 'add-evidence', described);
    for (const revision of [3, 5]) await keys.destroy(complaintStream(reference), revision);
    const opened = await Promise.all(
      [...sealed].map(async ([name, bytes]) => sealing.open({ subject: reference, name }, bytes)),
    );
    expect(opened.map((file) => ('erased' in file ? file : Buffer.from(file)))).toEqual([ERASED, content]);
    expect((await office.complaints.history(reference)).slice(3, 5).map(({ data }) => data['name'])).toEqual([
      ERASED,
      'bill.pdf',
    ]);
  });

  it('is that of the file alone where the file has no name', async () => {
    const { office, reference, keys, textsOf } = await officeWithNotes();
    const sealing = new ContentSealing(office.keys);
    const attachment = 'a'.repeat(32);
    const file = { attachment, mediaType: 'application/pdf', bytes: 8, sha256: 'a'.repeat(64) };
    const key = { subject: reference, name: attachment };
    const sealed = await sealing.seal(key, Buffer.from('%PDF-1.7'));
    await office.does(reference, 'add-attachment', file);
    const command = new RedactMessage(reference, { message: 3, reason: 'It names a neighbour.' }, META);
    const answer = await new RedactMessageHandler(office.complaints, keys).execute(command);
    expect(answer).toMatchObject({ events: ['MessageRedacted'] });
    expect(await sealing.open(key, sealed)).toEqual(ERASED);
    expect(await textsOf()).toEqual(['The neighbour saw it.', 'Called back.']);
  });

  it('does not outlast its person: whoever was erased has no readable message left', async () => {
    const { office, reference, textsOf } = await officeWithNotes();
    await office.erase(reference);
    expect(await textsOf()).toEqual([ERASED, ERASED]);
  });
});
