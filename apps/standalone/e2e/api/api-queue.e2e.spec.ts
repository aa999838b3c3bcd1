import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress } from '@redress/testing';
import { ASSESSMENT } from '../command-routes.js';
import { Office } from '../office.js';

interface Page {
  readonly items: readonly { readonly reference: string; readonly [part: string]: unknown }[];
  readonly next: string | null;
}

let redress: RunningRedress;
let office: Office;
/** Keyed by this spec's own names. */
const references = new Map<string, string>();
/** When the last of them was closed, before anything else was added. */
let changedAt: string;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
  const lodge = async (name: string, content: object) => {
    const { body } = await office.post('ida', '/api/complaints', { description: name, ...content });
    references.set(name, body['reference'] as string);
    return body['reference'] as string;
  };
  const old = await lodge('old', { product: 'loan', channel: 'letter', occurredAt: '2026-01-05T09:00:00.000Z' });
  const urgent = await lodge('urgent', {
    product: 'card-gold',
    channel: 'phone',
    occurredAt: '2026-02-02T09:00:00.000Z',
  });
  await lodge('mine', { product: 'card', externalReference: 'CRM/17', occurredAt: '2026-03-02T09:00:00.000Z' });
  const done = await lodge('done', { product: 'card', occurredAt: '2026-04-06T09:00:00.000Z' });
  await office.decides('hana', old, 'assess', {
    ...ASSESSMENT,
    severity: 'low',
    impact: 'individual',
    immediateAction: 'none',
  });
  await office.decides('hana', urgent, 'assess', {
    ...ASSESSMENT,
    severity: 'critical',
    safetyImplication: true,
    immediateAction: 'needed',
  });
  await office.decides('hana', references.get('mine') ?? '', 'assign', { assignee: 'hana' });
  await office.decides('hana', done, 'withdraw', { channel: 'phone', words: 'It works.', reason: 'Solved.' });
  const closed = await office.decides('hana', done, 'close', { outcome: 'withdrawn' });
  await office.get('hana', `/api/cases/${done}?atLeast=${closed}`);
  changedAt = (await office.get<Page['items'][0]>('hana', `/api/cases/${done}`)).body['changedAt'] as string;
  // After a handler's work on the one, and without any on the other.
  for (const name of ['urgent', 'mine']) {
    const added = await office.decides('ida', references.get(name) ?? '', 'add-information', { text: 'It leaks.' });
    await office.get('hana', `/api/cases/${references.get(name)}?atLeast=${added}`);
  }
});
afterAll(() => redress[Symbol.asyncDispose]());

async function queue(query: string, who = 'hana'): Promise<readonly string[]> {
  const { status, body } = await office.get<Page>(who, `/api/cases?${query}`);
  expect(status).toBe(200);
  const names = new Map([...references].map(([name, reference]) => [reference, name]));
  return body.items.map(({ reference }) => names.get(reference) ?? reference);
}

describe('The work queue', () => {
  it.each([
    ['', ['old', 'urgent', 'mine', 'done']],
    ['sort=dueAt', ['old', 'urgent', 'mine', 'done']],
    ['sort=receivedAt', ['old', 'urgent', 'mine', 'done']],
  ])('sorted by "%s" begins with what presses most', async (query, names) => {
    expect(await queue(query)).toEqual(names);
  });

  it('sorted by priority begins with the urgent and ends with the low', async () => {
    const names = await queue('sort=priority');
    expect([names[0], names.at(-1)]).toEqual(['urgent', 'old']);
  });

  it.each([
    ['status=closed', ['done']],
    ['status=assessed', ['old', 'urgent']],
    ['assignee=me', ['mine']],
    ['assignee=hana', ['mine']],
    ['assignee=none', ['old', 'urgent', 'done']],
    ['priority=urgent', ['urgent']],
    ['product=card', ['mine', 'done']],
    ['channel=letter', ['old']],
    ['receivedFrom=2026-03-02T09:00:00Z', ['mine', 'done']],
    ['receivedTo=2026-03-02T09:00:00Z', ['old', 'urgent']],
    ['receivedFrom=2026-02-01T00:00:00%2B03:30&receivedTo=2026-03-01T00:00:00Z', ['urgent']],
    ['dueBefore=2026-01-20T00:00:00Z', ['old']],
    ['answered=true', ['urgent', 'mine']],
    ['answered=true&assignee=me', ['mine']],
    ['answered=false', ['old', 'done']],
    ['changedSince=2026-01-01T00:00:00Z', ['old', 'urgent', 'mine', 'done']],
    ['changedSince=9999-01-01T00:00:00Z', []],
    ['q=CRM/17', ['mine']],
    ['q=card', ['urgent', 'mine', 'done']],
    ['q=card&channel=phone', ['urgent']],
    ['q=-', []],
    ['q=%25', []],
    ['q=done', []],
    ['status=closed&assignee=me', []],
  ])('filtered by %s holds only what fits', async (query, names) => {
    expect(await queue(query)).toEqual(names);
  });

  it('holds what anything was recorded about since, as each case itself says', async () => {
    // A due date that passes meanwhile may change others.
    expect(await queue(`changedSince=${changedAt}`)).toEqual(expect.arrayContaining(['urgent', 'mine', 'done']));
    const { body } = await office.get<Page>('hana', `/api/cases?changedSince=${changedAt}&answered=true`);
    expect(body.items.map(({ answered }) => answered)).toEqual([true, true]);
    expect(body.items.filter((item) => (item['changedAt'] as string) < changedAt)).toEqual([]);
  });

  it('finds a complaint by the beginning of its reference', async () => {
    const reference = references.get('old') ?? '';
    expect(await queue(`q=${reference.slice(0, 7).toLowerCase()}`)).toEqual(['old']);
  });

  it('knows whose "me" is', async () => {
    expect(await queue('assignee=me', 'sara')).toEqual([]);
  });

  it.each([
    ['status=lost', '#/status'],
    ['priority=extreme', '#/priority'],
    ['channel=fax', '#/channel'],
    ['receivedFrom=2026-01-01', '#/receivedFrom'],
    ['dueBefore=tomorrow', '#/dueBefore'],
    ['changedSince=2026-01-01', '#/changedSince'],
    ['answered=yes', '#/answered'],
    ['sort=name', '#/sort'],
    ['limit=201', '#/limit'],
    ['limit=ten', '#/limit'],
    ['colour=red', '#/colour'],
    ['status=closed&status=assessed', '#/status'],
  ])('refuses %s, naming it', async (query, pointer) => {
    const { status, body } = await office.get<{ errors: { pointer: string }[] }>('hana', `/api/cases?${query}`);
    expect([status, body.errors.map((fault) => fault.pointer)]).toEqual([422, [pointer]]);
  });
});

describe('Pages of the work queue', () => {
  const COUNT = 60;

  it.each(['sort=receivedAt', 'sort=dueAt', 'sort=priority'])(
    'by %s lose nothing and show nothing twice while complaints are lodged',
    async (sort) => {
      const product = sort.replace('=', '-');
      const lodge = async () => (await office.lodge({ description: 'x', product })).body['reference'] as string;
      const before = await Promise.all(Array.from({ length: COUNT }, lodge));
      await eventually(
        () => office.get<Page>('hana', `/api/cases?product=${product}&limit=200`),
        ({ body }) => body.items.length === COUNT,
      );
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await office.get<Page>('hana', `/api/cases?product=${product}&${sort}&limit=7${cursor}`);
        expect(page.body.items.length).toBeLessThanOrEqual(7);
        seen.push(...page.body.items.map(({ reference }) => reference));
        cursor = page.body.next === null ? '' : `&cursor=${encodeURIComponent(page.body.next)}`;
        if (seen.length < COUNT) await lodge();
      } while (cursor !== '');
      expect(new Set(seen).size).toBe(seen.length);
      expect(before.filter((reference) => !seen.includes(reference))).toEqual([]);
    },
  );

  it('hold 50 complaints unless told otherwise, and a cursor fits its own query only', async () => {
    const { body } = await office.get<Page>('hana', '/api/cases');
    expect(body.items).toHaveLength(50);
    const { status } = await office.get(
      'hana',
      `/api/cases?sort=priority&cursor=${encodeURIComponent(body.next ?? '')}`,
    );
    expect(status).toBe(400);
  });
});
