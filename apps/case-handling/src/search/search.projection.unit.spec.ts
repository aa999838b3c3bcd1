import { beforeEach, describe, expect, it } from '@jest/globals';
import { complaintStream } from '@redress/complaints';
import { livedThrough } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { type JsonObject, type ProjectedEvent, ProjectionRunner, rebuildView, withoutVersion } from '@redress/eventing';
import { MemoryReadStore } from '@redress/testing';
import { Compile } from 'typebox/compile';
import { SearchOffice, shown } from './search-office.mother.spec.js';
import { searchProjection } from './search.projection.js';

const { name } = searchProjection.view;
const robin = { name: 'Robin Hood', email: 'robin@example.org', phone: '+44 20 7946 0101' };

describe('The index that cases are searched in', () => {
  let scene: SearchOffice;
  let reference: Reference;
  beforeEach(async () => {
    scene = new SearchOffice();
    reference = await scene.lodge({ description: 'The kettle burst.', complainant: robin });
    await scene.index();
  });

  const document = async (): Promise<JsonObject> => (await scene.readStore.get(name, complaintStream(reference)))!.body;
  const sources = async () => document().then(({ terms }) => Object.keys(terms as JsonObject));
  const terms = async () => document().then((body) => Object.values(body['terms'] as Record<string, string[]>).flat());

  it('keeps the terms that it has, not a copy of them, where a note finds no room', () => {
    const full = { receivedAt: scene.office.now, terms: { 'note@1': ['term'] }, room: { note: 6_000 } };
    const opened = { data: { text: 'Too late.' }, isErased: false, termOf: (token: string) => token };
    const data = { text: { $sealed: { ciphertext: 'x'.repeat(16) } } };
    const note = { type: 'NoteAdded', revision: 2, occurredAt: scene.office.now, data, opened };
    const after = searchProjection.on['NoteAdded']!(full, note as unknown as ProjectedEvent);
    expect(after['terms']).toBe(full.terms);
    expect(after['room']).toEqual({ note: 6_007 });
  });

  it('gives the room of a description to the one that corrects it, and finds details however full it is', async () => {
    const words = (from: string) => Array.from({ length: 3_000 }, (_, at) => `${from}${at.toString(36)}`).join(' ');
    for (const from of ['a', 'b', 'c', 'd', 'e']) {
      await scene.office.does(reference, 'correct-details', { description: words(from) });
      for (let note = 0; note < 3; note += 1) {
        await scene.office.does(reference, 'add-note', {
          text: words(`n${from}`).slice(0, 4_000),
          visibility: 'internal',
        });
      }
    }
    await scene.office.does(reference, 'correct-details', { complainant: { name: 'Marian' } });
    await scene.index();
    const { room } = await document();
    expect((room as Record<string, number>)['note']).toBeGreaterThan(6_000);
    expect(await scene.found('marian')).toEqual(shown(reference));
    expect(await sources()).toEqual(expect.arrayContaining(['name', 'note@2']));
    expect(await sources()).not.toContain('note@20');
  });

  it('has documents of its schema for every event there is, without a readable word', async () => {
    const check = Compile(searchProjection.document);
    for (const [{ eventStore, codec, policies, now }] of await livedThrough()) {
      const readStore = new MemoryReadStore();
      await rebuildView({ projection: searchProjection, readStore, eventStore, codec, policies, now: () => now });
      expect(await readStore.parked(name)).toEqual([]);
      for await (const { body } of readStore.scan(name)) {
        expect([...check.Errors(withoutVersion(body))]).toEqual([]);
        for (const term of Object.values(body['terms'] as Record<string, string[]>).flat()) {
          expect(term).toMatch(/^[\w-]{12}$/);
        }
      }
    }
  });

  it('knows a detail as it was corrected, and no longer as it was', async () => {
    await scene.office.does(reference, 'correct-details', {
      complainant: { name: 'Marian' },
      description: 'The lid broke.',
    });
    await scene.index();
    expect(await scene.found('robin hood')).toEqual([]);
    expect(await scene.found('marian')).toEqual(shown(reference));
    expect(await scene.found('robin@example.org')).toEqual(shown(reference));
    expect([await scene.found('kettle'), await scene.found('lid')]).toEqual([[], shown(reference)]);
    expect(await sources()).toEqual(['email', 'phone', 'name', 'description@1']);
  });

  it('loses the words of a message with the event that redacts it, and nothing else', async () => {
    await scene.office.does(reference, 'add-note', { text: 'Mahvash saw it.', visibility: 'internal' });
    await scene.follow();
    expect(await scene.found('mahvash')).toEqual([]);
    expect(await sources()).toContain('note@1');
    await scene.redact(reference, 1);
    await scene.follow();
    expect(await sources()).toEqual(['name', 'email', 'phone', 'description@0']);
  });

  it('loses all of an erased person with whatever happens next', async () => {
    await scene.office.erase(reference);
    await scene.office.does(reference, 'assign', { assignee: 'staff-hana' });
    await scene.follow();
    expect(await sources()).toEqual([]);
  });

  it('finds nothing of an erased person at once', async () => {
    expect(await scene.found('robin')).toEqual(shown(reference));
    await scene.office.erase(reference);
    expect(await scene.found('robin')).toEqual([]);
    expect(await scene.found('kettle')).toEqual([]);
  });

  it('says of an erased person, when it is checked, that it still has their terms', async () => {
    expect(await scene.faults()).toEqual([]);
    await scene.office.erase(reference);
    expect(await scene.faults()).toEqual([
      { stream: complaintStream(reference), kind: 'different', fields: ['room', 'terms'] },
    ]);
    await scene.index(searchProjection);
    expect([await scene.faults(), await sources()]).toEqual([[], []]);
  });

  it('has other terms in each generation, whose key is gone with it', async () => {
    const { index } = scene.office.codec;
    const [generation, before] = [await scene.readStore.activeGeneration(name), await terms()];
    expect(before.length).toBeGreaterThan(20);
    expect(await index.forReading(name, generation)).toBeDefined();
    await scene.index(searchProjection);
    const after = await terms();
    expect(after).toHaveLength(before.length);
    expect(after.filter((term) => before.includes(term))).toEqual([]);
    expect(await index.forReading(name, generation)).toBeUndefined();
    expect(await scene.found('robin')).toEqual(shown(reference));
  });

  it('gets another key in a new store that counts its generations anew', async () => {
    const { codec, now } = scene.office;
    await codec.index.destroyBefore(name, 100, now);
    const before = await terms();
    await scene.follow();
    await scene.office.does(reference, 'add-note', { text: 'Nothing new.', visibility: 'internal' });
    await scene.follow();
    const after = (await terms()).filter((term) => !before.includes(term));
    const index = await codec.index.forReading(name, await scene.readStore.activeGeneration(name));
    expect(after).toContain(index?.termOf('w:noth'));
  });

  it('parks a complaint whose key is missing, and goes on with others', async () => {
    const other = await scene.lodge({ description: 'The lamp flickers.' });
    const bring = scene.office.loseKey(reference);
    await scene.index(searchProjection);
    expect((await scene.readStore.parked(name)).map(({ stream }) => stream)).toEqual([complaintStream(reference)]);
    bring();
    expect(await new ProjectionRunner(scene.sources()).retry(complaintStream(reference))).toBe('done');
    await scene.index();
    expect([await scene.found('robin'), await scene.found('lamp')]).toEqual([shown(reference), shown(other)]);
  });
});
