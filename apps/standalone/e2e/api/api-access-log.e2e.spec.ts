import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, call, eventually, RunningRedress } from '@redress/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Office } from '../office.js';
import { readAccesses } from '../stored-data.js';

const PATH = '/api/compliance/access-log';
const NASRIN = { name: 'Nasrin Mohammadi', email: 'nasrin@example.org' };
/** Longer than an entry waits to be written. */
const WRITTEN_MS = 2_000;

interface Entry {
  readonly kind: string;
  readonly actor: { readonly id: string; readonly role: string };
  readonly reference: string | null;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly count: number;
}
interface Page {
  readonly items: readonly Entry[];
  readonly next: string | null;
}

const asked = (office: Office, query = ''): Promise<Answer<Page>> => office.get<Page>('cyrus', `${PATH}?${query}`);

/** `hana case 2` for each entry, in alphabetical order, but for those of reading the log. Waits until other processes have written as many. */
async function readsOf(office: Office, query: string, count: number): Promise<readonly string[]> {
  const { body } = await eventually(
    () => asked(office, query),
    (answer) => others(answer).length >= count,
  );
  return others({ body })
    .map(({ actor, kind, count: times }) => `${actor.id} ${kind} ${times}`)
    .sort();
}

function others({ body }: Pick<Answer<Page>, 'body'>): readonly Entry[] {
  return body.items.filter(({ kind }) => kind !== 'access-log');
}

async function lodge(office: Office, more: object = {}): Promise<string> {
  return String((await office.lodge({ description: 'The kettle leaks.', ...more })).body['reference']);
}

/** Adds a file as somebody, and returns where they read it. */
async function addFile(files: string, token: string): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob(['The receipt.'], { type: 'text/plain' }), 'receipt.txt');
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(files, { method: 'POST', headers, body: form });
  const { attachment } = (await answer.json()) as { readonly attachment: { readonly attachment: string } };
  return `${files}/${attachment.attachment}`;
}

async function readFile(file: string, token: string): Promise<string> {
  return (await fetch(file, { headers: { authorization: `Bearer ${token}` } })).text();
}

describe('The access log', () => {
  let redress: RunningRedress;
  let office: Office;
  beforeAll(async () => {
    redress = await RunningRedress.start();
    office = await Office.open(redress);
  });
  afterAll(() => redress[Symbol.asyncDispose]());

  it('tells who read which complaint by what, and how often', async () => {
    const reference = await lodge(office, { complainant: NASRIN });
    const file = await addFile(`${office.url}/api/cases/${reference}/attachments`, office.tokenFor('hana'));
    await office.decides('sara', reference, 'assign-task', { kind: 'call', title: 'Call her.' });
    await redress.settled();
    await office.get('hana', `/api/cases/${reference}`);
    await office.get('hana', `/api/cases/${reference}?atRevision=0`);
    await office.get('hana', `/api/cases/${reference.toLowerCase().replaceAll('-', '')}`);
    await office.get('sara', `/api/cases/${reference}/history`);
    await office.get('sara', '/api/cases/tasks');
    await office.get('hana', `/api/cases/${reference}/reply-templates`);
    await office.post('hugo', '/api/cases/search', { text: NASRIN.email });
    await office.get('cyrus', `/api/compliance/cases/${reference}/replay`);
    await office.get('cyrus', `/api/compliance/cases/${reference}/evidence`);
    await office.post('cyrus', '/api/cases/erasures/check', { reference, ground: 'unlawful-processing' });
    expect(await readFile(file, office.tokenFor('hugo'))).toBe('The receipt.');
    expect(await readsOf(office, `reference=${reference}`, 9)).toEqual([
      'cyrus evidence 1',
      'cyrus person 1',
      'cyrus replay 1',
      'hana case 3',
      'hana draft 1',
      'hugo attachment 1',
      'hugo search 1',
      'sara history 1',
      'sara task 1',
    ]);
    const { body } = await asked(office, `reference=${reference}&actor=hana`);
    expect(body.items.map(({ actor, reference: of }) => [actor.role, of])).toEqual([
      ['handler', reference],
      ['handler', reference],
    ]);
  });

  it('has nothing of who changed a complaint and read nothing, of refused requests, and of the complainant', async () => {
    const { body } = await office.lodge({ description: 'Nobody looked.' });
    const [reference, code] = [String(body['reference']), String(body['trackingCode'])];
    const complainant = await office.complainant(reference, code);
    expect((await complainant.looks()).status).toBe(200);
    const own = await addFile(`${office.url}/api/track/${reference}/attachments`, complainant.token);
    expect(await readFile(own, complainant.token)).toBe('The receipt.');
    await office.decides('hana', reference, 'add-note', { text: 'Looked at nothing.', visibility: 'internal' });
    expect((await office.get('anna', `/api/cases/${reference}`)).status).toBe(403);
    expect((await office.get('adam', `/api/cases/${reference}/history`)).status).toBe(403);
    expect((await office.get('hana', `/api/cases/${reference}?atRevision=99`)).status).toBe(404);
    expect((await office.get('hana', `/api/cases/${reference}?colour=red`)).status).toBe(422);
    await office.get('hana', `/api/cases/${reference}/clocks`);
    await office.get('hugo', '/api/cases');
    await pause(WRITTEN_MS);
    expect(others(await asked(office, `reference=${reference}`))).toEqual([]);
  });

  it('is read itself, about one complaint or about all', async () => {
    const reference = await lodge(office);
    await asked(office, `reference=${reference}`);
    await asked(office, `reference=${reference}`);
    await asked(office, 'actor=cyrus');
    const { body } = await asked(office, 'actor=cyrus');
    const reads = body.items.filter(({ kind }) => kind === 'access-log');
    expect(reads.find((read) => read.reference === reference)?.count).toBe(2);
    expect(reads.some((read) => read.reference === null)).toBe(true);
  });

  it('is for compliance alone', async () => {
    for (const who of ['hana', 'sara', 'anna', 'ida', 'adam']) {
      expect([who, (await office.get(who, `${PATH}?actor=${who}`)).status]).toEqual([who, 403]);
    }
    expect((await call('GET', office.url + PATH)).status).toBe(401);
  });

  it('never shows somebody as a reader of a complaint that they may not know of', async () => {
    const secret = await lodge(office, { complainant: { name: 'Roxana Karimi' } });
    await office.decides('sara', secret, 'declare-conflict', { person: 'hugo', nature: 'A cousin.' });
    await office.decides('sara', secret, 'assign-task', { kind: 'call', title: 'Call.' });
    await redress.settled();
    for (const part of ['', '/history', '/reply-templates']) {
      expect((await office.get('hugo', `/api/cases/${secret}${part}`)).status).toBe(404);
    }
    const { body } = await office.post<Page>('hugo', '/api/cases/search', { text: 'Roxana' });
    expect(body.items).toEqual([]);
    await office.get('hugo', '/api/cases/tasks');
    await office.get('sara', `/api/cases/${secret}`);
    expect(await readsOf(office, `reference=${secret}`, 1)).toEqual(['sara case 1']);
  });

  it('leaves no trace of a complaint before somebody who may not know of it', async () => {
    const hidden = await lodge(office);
    await redress.settled();
    await office.get('sara', `/api/cases/${hidden}`);
    await eventually(
      () => asked(office, `reference=${hidden}`),
      (answer) => others(answer).length === 1,
    );
    await office.decides('sara', hidden, 'declare-conflict', { person: 'cyrus', nature: 'It is about him.' });
    expect((await asked(office, `reference=${hidden}`)).body).toMatchObject({ code: 'complaint-unknown' });
    const { body } = await asked(office, 'limit=200');
    expect(body.items.length).toBeGreaterThan(0);
    expect(body.items.filter(({ reference }) => reference === hidden)).toEqual([]);
  });

  it('is read page by page, the newest first, and within a time', async () => {
    const { body: all } = await asked(office, 'limit=200');
    const newestFirst = all.items.map(({ firstAt }) => firstAt);
    expect(newestFirst).toEqual(newestFirst.toSorted().reverse());
    const read: Entry[] = [];
    const before = newestFirst[0]!;
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Answer<Page> = await asked(office, `limit=3&before=${before}${cursor && `&cursor=${cursor}`}`);
      expect(page.body.items.length).toBeLessThanOrEqual(3);
      read.push(...page.body.items);
      cursor = page.body.next;
    }
    const keyOf = ({ firstAt, kind, reference }: Entry) => `${firstAt} ${kind} ${reference}`;
    expect(read.map(keyOf)).toEqual(all.items.filter(({ firstAt }) => firstAt < before).map(keyOf));
    const last = all.items.at(-1)!;
    const until = (await asked(office, `limit=200&from=${last.lastAt}`)).body.items;
    expect(until.map(keyOf)).toContain(keyOf(last));
    expect((await asked(office, 'from=2199-01-01T00:00:00Z')).body.items).toEqual([]);
  });

  it.each([
    ['colour=red', 422, 'unknown-field', '#/colour'],
    ['from=yesterday', 422, 'invalid-field', '#/from'],
    ['before=2026-11-31T00:00:00Z', 422, 'invalid-field', '#/before'],
    ['limit=201', 422, 'invalid-field', '#/limit'],
    ['actor=', 422, 'invalid-field', '#/actor'],
    ['reference=nothing', 422, 'invalid-field', '#/reference'],
    ['reference=0000-0000-0000', 404, 'complaint-unknown', undefined],
    ['cursor=nothing', 400, 'invalid-cursor', undefined],
  ])('refuses %s, and says what is wrong', async (query, status, code, pointer) => {
    const answer = await office.get<{ code: string; errors?: readonly { pointer: string }[] }>(
      'cyrus',
      `${PATH}?${query}`,
    );
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.errors?.[0]?.pointer).toBe(pointer);
  });
});

describe('What the access log holds', () => {
  let data: string;
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'redress-accesses-'));
  });
  afterEach(() => rm(data, { recursive: true, force: true }));

  it('survives a process that is killed, but for its last second', async () => {
    const redress = await RunningRedress.start({ data });
    await using _ended = redress;
    const office = await Office.open(redress);
    const reference = await lodge(office);
    await redress.settled();
    await office.get('hana', `/api/cases/${reference}`);
    await pause(WRITTEN_MS);
    await redress.kill();
    expect(await readAccesses(data)).toEqual([expect.objectContaining({ kind: 'case', count: 1 })]);
  });

  it('is whole after a process that is stopped, and holds nothing personal', async () => {
    const redress = await RunningRedress.start({ data });
    await using _ended = redress;
    const office = await Office.open(redress);
    const reference = await lodge(office, { complainant: NASRIN });
    await redress.settled();
    await office.get('hana', `/api/cases/${reference}`);
    await office.post('hana', '/api/cases/search', { text: NASRIN.email });
    await redress.stop();
    const entries = await readAccesses(data);
    expect(entries.map(({ kind }) => kind).sort()).toEqual(['case', 'search']);
    const stored = { actor: { id: 'hana', role: 'handler' }, reference: reference.replaceAll('-', '') };
    for (const { kind, firstAt, lastAt, count, ...rest } of entries) {
      expect([rest, count, firstAt, kind]).toEqual([stored, 1, lastAt, expect.any(String)]);
    }
  });

  it('outlasts a rebuild of the views, and ends after the days that are set', async () => {
    const office = async (start: string, days: string) => {
      const env = { REDRESS_CLOCK: `start=${start}`, REDRESS_ACCESS_LOG_DAYS: days };
      const redress = await RunningRedress.start({ data, env });
      return { redress, office: await Office.open(redress) };
    };
    const first = await office('2026-11-02T09:00:00Z', '30');
    const reference = await lodge(first.office);
    await first.redress.settled();
    await first.office.get('hana', `/api/cases/${reference}`);
    await first.office.post('adam', '/api/operations/views/cases/rebuild', {});
    await first.redress.stop();
    const kept = await office('2026-12-01T09:00:00Z', '30');
    await kept.redress.settled();
    await kept.redress.stop();
    expect((await readAccesses(data)).map(({ kind }) => kind)).toEqual(['case']);
    const after = await office('2026-12-03T09:00:00Z', '30');
    await using _ended = after.redress;
    await eventually(
      () => asked(after.office, 'actor=hana'),
      ({ body }) => body.items.length === 0,
    );
  });
});
