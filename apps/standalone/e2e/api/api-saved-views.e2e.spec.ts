import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress } from '@redress/testing';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Office } from '../office.js';

interface View {
  readonly id: string;
  readonly kind: string;
  readonly revision: number;
  readonly name: { readonly en?: string; readonly fa?: string };
  readonly query: string;
  readonly owner: string | null;
  readonly mayChange: boolean;
  readonly count: number | null;
}
interface Views {
  readonly items: readonly View[];
}

const VIEWS = '/api/cases/views';
const BUILT_IN = [
  'due-today',
  'overdue',
  'mine',
  'unassigned',
  'my-team',
  'waiting-for-complainant',
  'undelivered',
] as const;
const CARDS = {
  name: { en: 'Cards', fa: 'کارت‌ها' },
  filters: { product: ['card'], open: 'true' },
  sort: '-receivedAt',
};

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress, { hana: ['Cards'], hugo: ['Cards'] });
});
afterAll(() => redress[Symbol.asyncDispose]());

async function views(who: string, query = ''): Promise<readonly View[]> {
  const { status, body } = await office.get<Views>(who, `${VIEWS}?${query}`);
  expect(status).toBe(200);
  return body.items;
}

const savedIds = async (who: string): Promise<readonly string[]> =>
  (await views(who)).filter(({ kind }) => kind !== 'built-in').map(({ id }) => id);

async function saved(who: string, view: object = CARDS): Promise<string> {
  const { status, body } = await office.post(who, VIEWS, view);
  expect([status, body['code']]).toEqual([201, undefined]);
  return String(body['id']);
}

describe('The built-in views of the queue', () => {
  it('are the same for everybody, in both languages, and the queue takes their filters', async () => {
    const items = await views('hana', 'timeZone=Asia/Tehran');
    expect(items.slice(0, BUILT_IN.length).map(({ id }) => id)).toEqual(BUILT_IN);
    for (const { name, query } of items.slice(0, BUILT_IN.length)) {
      expect([name.en, name.fa]).toEqual([expect.stringMatching(/^[A-Z]/), expect.stringMatching(/[\u0600-\u06ff]/)]);
      expect((await office.get('hana', `/api/cases?${query}`)).status).toBe(200);
    }
  });

  it('belong to nobody who could change them', async () => {
    expect((await office.put('sara', `${VIEWS}/overdue`, CARDS)).status).toBe(404);
    expect((await office.delete('sara', `${VIEWS}/overdue`)).status).toBe(404);
  });

  it.each(['timeZone=Mars', 'counts=yes', 'limit=3'])('are refused %s', async (query) => {
    expect((await office.get('hana', `${VIEWS}?${query}`)).status).toBe(422);
  });
});

describe('A saved view', () => {
  it('is kept by its owner alone, as it was saved, until it is deleted', async () => {
    const { status, headers, body } = await office.post('hana', VIEWS, { ...CARDS, columns: ['reference', 'dueAt'] });
    expect([status, headers.get('etag')]).toEqual([201, '"0"']);
    const id = String(body['id']);
    expect(body).toMatchObject({
      ...CARDS,
      columns: ['reference', 'dueAt'],
      kind: 'own',
      mayChange: true,
      owner: 'hana',
    });
    expect(body['query']).toBe('product=card&open=true&sort=-receivedAt');
    expect(await savedIds('hana')).toContain(id);
    expect(await savedIds('hugo')).not.toContain(id);
    expect((await office.put('hugo', `${VIEWS}/${id}`, CARDS)).status).toBe(404);
    expect((await office.delete('hugo', `${VIEWS}/${id}`)).status).toBe(404);
    expect((await office.delete('hana', `${VIEWS}/${id}`)).status).toBe(204);
    expect(await savedIds('hana')).not.toContain(id);
    expect((await office.delete('hana', `${VIEWS}/${id}`)).status).toBe(404);
  });

  it('is replaced only at the revision that whoever changes it has seen', async () => {
    const id = await saved('hana');
    const renamed = { ...CARDS, name: { en: 'Old cards' } };
    const first = await office.put('hana', `${VIEWS}/${id}`, renamed, { 'if-match': '"0"' });
    expect([first.status, first.headers.get('etag'), first.body['name']]).toEqual([200, '"1"', { en: 'Old cards' }]);
    const late = await office.put('hana', `${VIEWS}/${id}`, CARDS, { 'if-match': '"0"' });
    expect([late.status, late.body['code']]).toEqual([412, 'queue-view-changed']);
    expect((await office.delete('hana', `${VIEWS}/${id}`, { 'if-match': '"0"' })).status).toBe(412);
    expect((await office.put('hana', `${VIEWS}/${id}`, CARDS, { 'if-match': '0' })).status).toBe(400);
    expect((await office.delete('hana', `${VIEWS}/${id}`, { 'if-match': '"1"' })).status).toBe(204);
  });

  it.each([
    [{ ...CARDS, name: {} }, '#/name'],
    [{ filters: {} }, '#/name'],
    [{ name: CARDS.name }, '#/filters'],
    [{ ...CARDS, name: { de: 'Karten' } }, '#/name/de'],
    [{ ...CARDS, filters: { status: ['lost'] } }, '#/filters/status'],
    [{ ...CARDS, filters: { dueBefore: 'tomorrow' } }, '#/filters/dueBefore'],
    [{ ...CARDS, filters: { stage: [0] } }, '#/filters/stage'],
    [{ ...CARDS, filters: { limit: 5 } }, '#/filters/limit'],
    [{ ...CARDS, sort: 'name' }, '#/sort'],
    [{ ...CARDS, columns: ['description'] }, '#/columns'],
    [{ ...CARDS, sharedWith: 'the-world' }, '#/sharedWith'],
    [{ ...CARDS, sharedWith: 'team' }, '#/team'],
  ])('is refused %j, naming the field', async (view, pointer) => {
    const { status, body } = await office.post<{ errors: { pointer: string }[] }>('sara', VIEWS, view);
    expect([status, body.errors.map((fault) => fault.pointer)]).toEqual([422, [pointer]]);
  });

  it('is refused when it is too large', async () => {
    const product = Array.from({ length: 20 }, (_, index) => `${index}${'ش'.repeat(198)}`);
    const { status, body } = await office.post('hana', VIEWS, { ...CARDS, filters: { product, tag: ['a'] } });
    expect([status, body['code']]).toEqual([201, undefined]);
    const more = await office.post('hana', VIEWS, {
      ...CARDS,
      filters: { product, jurisdiction: product, organizationUnit: product },
    });
    expect([more.status, more.body['code']]).toEqual([422, 'queue-view-too-large']);
    await office.delete('hana', `${VIEWS}/${String(body['id'])}`);
  });

  it('shows what the queue shows, however it was written', async () => {
    const filters = {
      status: 'received,assessed',
      stage: [1, 2],
      receivedFrom: '2026-01-01T00:00:00+03:30',
      q: 'card',
    };
    const id = await saved('hana', { name: { en: 'x' }, filters });
    const view = (await views('hana')).find((one) => one.id === id);
    const asked = new URLSearchParams(view?.query);
    expect([asked.getAll('status'), asked.get('receivedFrom')]).toEqual([
      ['received', 'assessed'],
      '2025-12-31T20:30:00.000Z',
    ]);
    expect((await office.get('hana', `/api/cases?${view?.query}`)).status).toBe(200);
    await office.delete('hana', `${VIEWS}/${id}`);
  });
});

describe('A shared view', () => {
  it('of a team is used and changed by its members alone', async () => {
    const shared = { ...CARDS, sharedWith: 'team', team: 'Cards' };
    expect((await office.post('sara', VIEWS, shared)).status).toBe(403);
    const id = await saved('hana', shared);
    expect(await savedIds('sara')).not.toContain(id);
    const seen = (await views('hugo')).find((view) => view.id === id);
    expect(seen).toMatchObject({ kind: 'shared', owner: 'hana', mayChange: true });
    expect((await office.put('hugo', `${VIEWS}/${id}`, { ...shared, name: { en: 'Ours' } })).status).toBe(200);
    expect((await office.put('hugo', `${VIEWS}/${id}`, CARDS)).status).toBe(403);
    expect((await office.put('hugo', `${VIEWS}/${id}`, { ...CARDS, sharedWith: 'everybody' })).status).toBe(403);
    expect((await office.delete('sara', `${VIEWS}/${id}`)).status).toBe(404);
    expect((await office.put('hana', `${VIEWS}/${id}`, CARDS)).status).toBe(200);
    expect(await savedIds('hugo')).not.toContain(id);
  });

  it('with everybody is shared by a supervisor or an administrator', async () => {
    const shared = { ...CARDS, sharedWith: 'everybody' };
    expect((await office.post('hana', VIEWS, shared)).status).toBe(403);
    const id = await saved('sara', shared);
    expect((await views('hana')).find((view) => view.id === id)).toMatchObject({ kind: 'shared', mayChange: false });
    expect((await office.put('hana', `${VIEWS}/${id}`, shared)).status).toBe(403);
    expect((await office.delete('hana', `${VIEWS}/${id}`)).status).toBe(403);
    expect((await office.put('adam', `${VIEWS}/${id}`, { ...shared, name: { fa: 'کارت' } })).status).toBe(200);
    expect((await office.delete('adam', `${VIEWS}/${id}`)).status).toBe(204);
    expect(await savedIds('sara')).not.toContain(id);
  });

  it('is for whoever may keep views', async () => {
    expect((await office.get('anna', VIEWS)).status).toBe(403);
    expect((await office.post('ida', VIEWS, CARDS)).status).toBe(403);
  });
});

describe('The counts of views', () => {
  it('are what the queue shows to this reader, hidden cases left out', async () => {
    const lodge = async () => {
      const { body } = await office.lodge({ description: 'A fee was taken twice.', product: 'counted' });
      return String(body['reference']);
    };
    const [own, hidden, confidential] = [await lodge(), await lodge(), await lodge()];
    await office.decides('sara', own, 'assign', { assignee: 'hana' });
    await office.decides('sara', hidden, 'declare-conflict', { person: 'hana', nature: 'A cousin.' });
    const at = await office.decides('sara', confidential, 'restrict-access', { people: ['sara', 'hana'], reason: 'x' });
    await office.get('sara', `/api/cases/${confidential}?atLeast=${at}`);
    const id = await saved('hana', { name: { en: 'Counted' }, filters: { product: ['counted'] } });
    const typed = await saved('hana', { name: { en: 'Typed' }, filters: { q: 'counted' } });
    for (const who of ['hana', 'sara', 'cyrus']) {
      for (const { query, count } of (await views(who, 'counts=true')).filter((view) => view.id !== typed)) {
        const { body } = await office.get<{ items: unknown[] }>(who, `/api/cases?${query}&limit=200`);
        expect([query, count]).toEqual([query, body.items.length]);
      }
    }
    const counted = await views('hana', 'counts=true');
    expect(counted.find((view) => view.id === id)?.count).toBe(2);
    expect(counted.find((view) => view.id === typed)?.count).toBeNull();
    expect((await views('hana')).every(({ count }) => count === null)).toBe(true);
    for (const view of [id, typed]) await office.delete('hana', `${VIEWS}/${view}`);
  });
});

describe('The views of one person', () => {
  it('are at most fifty, whoever saves at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 53 }, () => office.post('cyrus', VIEWS, CARDS)));
    const statuses = answers.map(({ status }) => status).sort();
    expect([
      statuses.filter((status) => status === 201).length,
      statuses.filter((status) => status === 409).length,
    ]).toEqual([50, 3]);
    expect(await savedIds('cyrus')).toHaveLength(50);
  });

  it('survive a restart, and their names are in no file', async () => {
    const data = await mkdtemp(join(tmpdir(), 'redress-views-'));
    const name = { en: 'Cases of Parviz Marzban' };
    {
      await using first = await RunningRedress.start({ data });
      const own = await Office.open(first);
      expect((await own.post('hana', VIEWS, { name, filters: {} })).status).toBe(201);
      expect(await first.stop()).toBe(0);
    }
    for (const file of await readdir(data, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      expect((await readFile(join(file.parentPath, file.name))).includes('Marzban')).toBe(false);
    }
    await using second = await RunningRedress.start({ data });
    const own = await Office.open(second);
    const { body } = await eventually(
      () => own.get<Views>('hana', VIEWS),
      ({ status }) => status === 200,
    );
    expect(body.items.filter(({ kind }) => kind === 'own').map((view) => view.name)).toEqual([name]);
    await rm(data, { recursive: true, force: true });
  });
});
