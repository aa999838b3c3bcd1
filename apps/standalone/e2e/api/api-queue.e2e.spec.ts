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
    ['sort=-receivedAt', ['done', 'mine', 'urgent', 'old']],
    ['sort=-dueAt', ['mine', 'urgent', 'old', 'done']],
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
    ['status=assessed,closed', ['old', 'urgent', 'done']],
    ['status=assessed&status=closed', ['old', 'urgent', 'done']],
    ['open=true', ['old', 'urgent', 'mine']],
    ['open=false', ['done']],
    ['open=true&assignee=me&assignee=none', ['old', 'urgent', 'mine']],
    ['severity=critical,low', ['old', 'urgent']],
    ['product=card&product=loan', ['old', 'mine', 'done']],
    ['product=card,loan', []],
    ['language=en&stage=1&organizationUnit=branch-9', []],
    ['language=en,fa&stage=1,2', ['old', 'urgent', 'mine', 'done']],
    ['jurisdiction=IR', []],
    ['team=mine', []],
    ['team=none', ['old', 'urgent', 'mine', 'done']],
    ['waitingFor=handler', ['old', 'urgent', 'mine']],
    ['waitingFor=complainant,approval,task', []],
    ['overdue=true', ['old', 'urgent', 'mine']],
    ['overdue=false', ['done']],
    ['warned=true', []],
    ['breached=none&status=closed', []],
    ['breached=answer&status=closed', ['done']],
    ['confidential=true', []],
    ['answeredSince=2026-01-01T00:00:00Z', ['urgent', 'mine']],
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
    ['status=closed,lost', '#/status'],
    ['status=closed&status=closed', '#/status'],
    ['open=yes', '#/open'],
    ['assignee=me&assignee=me', '#/assignee'],
    [Array.from({ length: 21 }, (_, index) => `team=${index}`).join('&'), '#/team'],
    ['stage=0', '#/stage'],
    ['stage=1,two', '#/stage'],
    ['severity=awful', '#/severity'],
    ['language=de', '#/language'],
    ['waitingFor=godot', '#/waitingFor'],
    ['breached=yes', '#/breached'],
    ['answeredSince=yesterday', '#/answeredSince'],
    ['sort=--dueAt', '#/sort'],
    ['changedSince=2026-01-01', '#/changedSince'],
    ['answered=yes', '#/answered'],
    ['sort=name', '#/sort'],
    ['limit=201', '#/limit'],
    ['limit=ten', '#/limit'],
    ['colour=red', '#/colour'],
  ])('refuses %s, naming it', async (query, pointer) => {
    const { status, body } = await office.get<{ errors: { pointer: string }[] }>('hana', `/api/cases?${query}`);
    expect([status, body.errors.map((fault) => fault.pointer)]).toEqual([422, [pointer]]);
  });
});

describe('The counts of the work queue', () => {
  const counts = async (who: string, query = '') =>
    (await office.get<Record<string, unknown>>(who, `/api/cases/counts?${query}`)).body;

  it('say how many cases of each status there are, and what there is to do', async () => {
    expect(await counts('hana')).toMatchObject({
      byStatus: { assessed: 2, closed: 1, merged: 0 },
      open: 3,
      overdue: 3,
      unassigned: 2,
      mine: 1,
      myTeams: 0,
      answered: 2,
      truncated: false,
    });
    expect(await counts('sara')).toMatchObject({ open: 3, mine: 0 });
  });

  it('are of the cases that fit the filters', async () => {
    expect(await counts('hana', 'product=card')).toMatchObject({ byStatus: { closed: 1 }, open: 1, mine: 1 });
    expect(await counts('hana', 'status=closed&open=true')).toMatchObject({ byStatus: { closed: 0 }, open: 0 });
  });

  it.each(['limit=5', 'sort=dueAt', 'q=card', 'status=lost'])('refuse %s', async (query) => {
    expect((await office.get('hana', `/api/cases/counts?${query}`)).status).toBe(422);
  });
});

describe('Pages of the work queue', () => {
  const COUNT = 60;

  it.each(['sort=receivedAt', 'sort=dueAt', 'sort=-dueAt', 'sort=priority', 'sort=-changedAt'])(
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
