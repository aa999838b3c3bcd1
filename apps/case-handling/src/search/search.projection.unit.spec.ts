import { beforeEach, describe, expect, it } from '@jest/globals';
import { complaintStream } from '@redress/complaints';
import { compliance, livedThrough } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import {
  checkView,
  type JsonObject,
  type ProjectedEvent,
  ProjectionRunner,
  rebuildView,
  withoutVersion,
} from '@redress/eventing';
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

  /** Applies to the running generation what happened since, as a consumer does. */
  async function follow(): Promise<void> {
    const { eventStore, codec, policies, now } = scene.office;
    const { readStore } = scene;
    const runner = new ProjectionRunner({
      projection: searchProjection,
      readStore,
      eventStore,
      codec,
      policies,
      now: () => now,
    });
    const position = await runner.position();
    const events = await Array.fromAsync(eventStore.readAll(position));
    await runner.apply({ events, position: events.at(-1)?.position ?? position });
  }

  async function checked() {
    const { eventStore, codec, policies, now } = scene.office;
    const options = {
      projection: searchProjection,
      readStore: scene.readStore,
      eventStore,
      codec,
      policies,
      now: () => now,
    };
    return (await checkView({ ...options, scratch: new MemoryReadStore() })).faults;
  }

  it('keeps the terms that it has, not a copy of them, where a note finds no room for more', () => {
    const full = { receivedAt: scene.office.now, terms: { 'note@1': Array<string>(6_000).fill('term') } };
    const opened = { data: { text: 'Too late.' }, isErased: false, termOf: (token: string) => token };
    const note = { type: 'NoteAdded', revision: 2, occurredAt: scene.office.now, data: {}, opened };
    const after = searchProjection.on['NoteAdded']!(full, note as unknown as ProjectedEvent);
    expect(after['terms']).toBe(full.terms);
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
    await follow();
    expect(await scene.found('mahvash')).toEqual([]);
    expect(await sources()).toContain('note@1');
    await scene.office.does(
      reference,
      'redact-message',
      { message: 1 },
      { by: compliance, reason: 'It names a neighbour.' },
    );
    await follow();
    expect(await sources()).toEqual(['name', 'email', 'phone', 'description@0']);
  });

  it('loses all of an erased person with whatever happens next', async () => {
    await scene.office.erase(reference);
    await scene.office.does(reference, 'assign', { assignee: 'staff-hana' });
    await follow();
    expect(await sources()).toEqual([]);
  });

  it('finds nothing of an erased person at once', async () => {
    expect(await scene.found('robin')).toEqual(shown(reference));
    await scene.office.erase(reference);
    expect(await scene.found('robin')).toEqual([]);
    expect(await scene.found('kettle')).toEqual([]);
  });

  it('says of an erased person, when it is checked, that it still has their terms', async () => {
    expect(await checked()).toEqual([]);
    await scene.office.erase(reference);
    expect(await checked()).toEqual([{ stream: complaintStream(reference), kind: 'different', fields: ['terms'] }]);
    await scene.index(searchProjection);
    expect([await checked(), await sources()]).toEqual([[], []]);
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
    await follow();
    await scene.office.does(reference, 'add-note', { text: 'Nothing new.', visibility: 'internal' });
    await follow();
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
    const { eventStore, codec, policies, now } = scene.office;
    const options = {
      projection: searchProjection,
      readStore: scene.readStore,
      eventStore,
      codec,
      policies,
      now: () => now,
    };
    expect(await new ProjectionRunner(options).retry(complaintStream(reference))).toBe('done');
    await scene.index();
    expect([await scene.found('robin'), await scene.found('lamp')]).toEqual([shown(reference), shown(other)]);
  });
});
