import { describe, expect, it } from '@jest/globals';
import { complaintStream } from '@redress/complaints';
import { ComplaintOffice, compliance, handler } from '@redress/complaints/office';
import { catalogue } from '@redress/contracts';
import { EventCodec, KeyRing, StoreUnavailableError } from '@redress/eventing';
import type { CommandMeta } from '@redress/platform';
import { caseProjection } from '../case-view/case.projection.js';
import { RedactMessage, RedactMessageHandler } from './redact-message.command.js';
import { MessageKeys, redaction } from './redaction.process.js';

const ERASED = { erased: true };
const BECAUSE = { by: compliance, reason: 'It names a neighbour.' };
const META: CommandMeta = {
  caller: { kind: 'staff', actor: compliance, roles: ['compliance'] },
  correlationId: 'correlation',
};

/** A complaint with two notes, at revisions 1 and 2. */
async function officeWithNotes() {
  const office = new ComplaintOffice();
  const reference = await office.lodge();
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
    const { body } = await office.openedDocument(caseProjection, reference);
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

describe('The key of a message', () => {
  it('is never another’s: neither the receipt nor an event that is not there destroys anything', async () => {
    const { office, reference, keys, textsOf } = await officeWithNotes();
    for (const revision of [0, 9]) {
      await expect(keys.destroy(complaintStream(reference), revision)).rejects.toThrow(RangeError);
    }
    expect(await textsOf()).toEqual(['The neighbour saw it.', 'Called back.']);
    expect((await office.complaints.history(reference))[0]?.data['description']).toBe('The kettle burst.');
  });

  it('does not outlast its person: whoever was erased has no readable message left', async () => {
    const { office, reference, textsOf } = await officeWithNotes();
    await office.erase(reference);
    expect(await textsOf()).toEqual([ERASED, ERASED]);
  });
});
