import { beforeEach, describe, expect, it } from '@jest/globals';
import { complaintStream } from '@redress/complaints';
import { complainant, ComplaintOffice, documentFaults, handler } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { ERASED, foldDocuments, type JsonObject, LOG_START, ProjectionRunner, rebuildView } from '@redress/eventing';
import { ViewReader } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { caseProjection } from '../case-view/case.projection.js';
import { CaseNotes, readCase } from './case-notes.js';
import { noteProjection } from './note.projection.js';
import { openedCase } from './noted-case.mother.spec.js';

/** More than three documents hold. */
const MANY = 101;

describe('What is kept of notes', () => {
  it('is as it is declared, whatever happens to a complaint', async () => {
    expect(await documentFaults(noteProjection)).toEqual([]);
  });
});

describe('The notes of a case', () => {
  let office: ComplaintOffice;
  let reference: Reference;
  let readStore: MemoryReadStore;
  let notes: CaseNotes;
  beforeEach(async () => {
    office = new ComplaintOffice();
    reference = await office.lodge();
    readStore = new MemoryReadStore();
    notes = new CaseNotes(new ViewReader(readStore, office.codec));
    await readStore.define(noteProjection.view);
  });

  const sources = () => ({ readStore, eventStore: office.eventStore, codec: office.codec, now: () => office.now });
  const build = () => rebuildView({ projection: noteProjection, ...sources() });
  const writes = (text: string) => office.does(reference, 'add-note', { text, visibility: 'internal' });
  const document = () => office.document(caseProjection, reference);
  const textsIn = async (body: JsonObject) =>
    readCase(await office.codec.openDocument(body)).notes?.map(({ text }) => text);

  async function writesMany(): Promise<readonly string[]> {
    const texts = Array.from({ length: MANY }, (_, index) => `Note ${index + 1}.`);
    for (const text of texts) await writes(text);
    return texts;
  }

  it('are all there, in order, however many documents hold them; those after its revision are not', async () => {
    const texts = await writesMany();
    await build();
    const known = await document();
    expect(await textsIn((await notes.addedTo(known)).body)).toEqual(texts);
    const earlier = await notes.addedTo({ ...known, revision: 40 });
    expect(await textsIn(earlier.body)).toEqual(texts.slice(0, 40));
  });

  it('are those of each of many cases', async () => {
    await writes('Of one.');
    const other = await office.lodge();
    await office.does(other, 'add-information', { text: 'Of another.' }, { by: complainant });
    const none = await office.lodge();
    await build();
    const documents = await Promise.all([reference, none, other].map((one) => office.document(caseProjection, one)));
    const added = await notes.addedNow(documents);
    expect(await Promise.all(added.map(({ body }) => textsIn(body)))).toEqual([
      ['Of one.'],
      undefined,
      ['Of another.'],
    ]);
  });

  it('say who wrote each and when, and nothing of where it is kept', async () => {
    await writes('Called back.');
    await build();
    const { body } = await notes.addedTo(await document());
    const at = office.now;
    expect(readCase(await office.codec.openDocument(body)).notes).toEqual([
      { text: 'Called back.', visibility: 'internal', by: handler.id, at },
    ]);
  });

  it('are waited for where their view is behind the case', async () => {
    await writes('First.');
    await build();
    await writes('Second.');
    const known = await document();
    const waiting = notes.addedTo(known);
    const runner = new ProjectionRunner({ projection: noteProjection, ...sources() });
    await runner.start();
    const events = await office.recorded(reference);
    await runner.apply({ events, position: events.at(-1)?.position ?? LOG_START });
    expect(await textsIn((await waiting).body)).toEqual(['First.', 'Second.']);
  });

  it('are not left out where their view stays behind', async () => {
    await writes('First.');
    await expect(notes.addedTo(await document())).rejects.toMatchObject({ code: 'view-behind' });
  });

  it('are those that a document of an earlier release holds itself, whose view nobody has built yet', async () => {
    await writes('First.');
    const earlier = await openedCase(office, reference);
    expect(await notes.addedTo(earlier)).toBe(earlier);
  });

  it('are unreadable once the complainant is erased', async () => {
    await writes('He rang.');
    await office.erase(reference);
    expect((await openedCase(office, reference)).body).toMatchObject({ notes: [{ text: ERASED, by: handler.id }] });
  });

  it('change one document of bounded size with one more', async () => {
    await writesMany();
    const parts = foldDocuments(noteProjection, complaintStream(reference), await office.projected(reference));
    const changed = [...parts].filter(([, { revision }]) => revision === MANY);
    expect(changed.map(([id]) => id)).toEqual([`${complaintStream(reference)}/3`, complaintStream(reference)]);
    for (const [, { body }] of parts) expect(noteProjection.read(body).notes.length).toBeLessThanOrEqual(32);
  });
});
