import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress } from '@redress/testing';
import { Office } from '../office.js';

interface Result {
  readonly reference: string;
  readonly outcome: string;
  readonly revision?: number;
  readonly events?: readonly string[];
  readonly problem?: { readonly code: string; readonly status: number };
}

const UNKNOWN = '2B8T-RW5X-N6C2';
const RECALL = { tag: 'recall 2026' };

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

async function lodged(): Promise<string> {
  const { body } = await office.lodge({ description: 'The kettle leaks.', product: 'kettle' });
  return String(body['reference']);
}
const bulk = (who: string, command: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  office.post<{ results: readonly Result[] }>(who, `/api/cases/bulk/${command}`, body, headers);
const casesOf = (...references: readonly string[]) => references.map((reference) => ({ reference }));
const lengthOf = async (reference: string) =>
  (await office.get<{ events: unknown[] }>('cyrus', `/api/cases/${reference}/history`)).body.events.length;

describe('A command to many cases', () => {
  it('is decided by each for itself, and answered in the order asked', async () => {
    const [plain, stale, tagged] = [await lodged(), await lodged(), await lodged()];
    const seen = await office.decides('hana', tagged, 'add-tag', RECALL);
    const cases = [
      { reference: stale, expectedRevision: 999 },
      { reference: plain.toLowerCase().replaceAll('-', '') },
      { reference: UNKNOWN },
      { reference: tagged, expectedRevision: seen },
    ];
    const { status, body } = await bulk('hana', 'add-tag', { cases, data: RECALL });
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { reference: stale, outcome: 'refused', problem: { code: 'revision-mismatch', status: 412 } },
      { reference: plain, outcome: 'accepted', events: ['ComplaintTagged'] },
      { reference: UNKNOWN, outcome: 'refused', problem: { code: 'complaint-unknown', status: 404 } },
      { reference: tagged, outcome: 'accepted', revision: seen, events: [] },
    ]);
    const found = () => office.get<{ items: readonly Result[] }>('hana', '/api/cases?tag=recall%202026&tag=other');
    const { body: page } = await eventually(found, ({ body: { items } }) => items.length === 2);
    expect(page.items.map(({ reference }) => reference).sort()).toEqual([plain, tagged].sort());
    expect(page.items[0]).toMatchObject({ tags: ['recall 2026'] });
  });

  it('with a key is answered alike a second time, and recorded once', async () => {
    const [one, other] = [await lodged(), await lodged()];
    const note = { cases: casesOf(one, UNKNOWN, other), data: { text: 'Called back.', visibility: 'internal' } };
    const key = { 'idempotency-key': 'bulk-note' };
    const first = await bulk('hana', 'add-note', note, key);
    const lengths = [await lengthOf(one), await lengthOf(other)];
    const again = await bulk('hana', 'add-note', note, key);
    const withoutRequest = ({ results }: typeof first.body) =>
      results.map(({ problem, ...rest }) => ({ ...rest, code: problem?.code }));
    expect(withoutRequest(again.body)).toEqual(withoutRequest(first.body));
    expect(first.body.results.map(({ outcome }) => outcome)).toEqual(['accepted', 'refused', 'accepted']);
    expect([await lengthOf(one), await lengthOf(other)]).toEqual(lengths);
  });

  it('is answered on a case that is hidden from the sender as on one that does not exist', async () => {
    const hidden = await lodged();
    await office.decides('sara', hidden, 'restrict-access', { people: ['sara'], reason: 'It is about the branch.' });
    const { body } = await bulk('hana', 'add-tag', { cases: casesOf(hidden, UNKNOWN), data: RECALL });
    const [ofHidden, ofUnknown] = body.results;
    expect(ofHidden).toEqual({ ...ofUnknown, reference: hidden });
    expect(ofHidden?.problem?.code).toBe('complaint-unknown');
  });

  it('is for those whom the single command is for', async () => {
    const cases = casesOf(await lodged());
    const statusOf = async (who: string, command: string, data: object) =>
      (await bulk(who, command, { cases, data })).status;
    expect(await statusOf('hana', 'assign', { assignee: 'hana' })).toBe(200);
    expect(await statusOf('hana', 'assign', { assignee: 'hugo' })).toBe(403);
    expect(await statusOf('hana', 'route', { team: 'Cards' })).toBe(403);
    expect(await statusOf('sara', 'route', { team: 'Cards' })).toBe(200);
    expect(await statusOf('anna', 'add-tag', RECALL)).toBe(403);
    const named = { cases, data: { assignee: 'hugo' }, assignee: 'hana' };
    expect((await bulk('hana', 'assign', named)).status).toBe(403);
  });

  it.each<[string, (reference: string) => object, string, string]>([
    ['no case', () => ({ cases: [], data: RECALL }), '#/cases', 'too-few'],
    ['101 cases', (one) => ({ cases: Array(101).fill({ reference: one }), data: RECALL }), '#/cases', 'too-many'],
    ['a case twice', (one) => ({ cases: casesOf(one, one.replaceAll('-', '')), data: RECALL }), '#/cases', 'repeated'],
    [
      'a mistyped one',
      () => ({ cases: casesOf('nonsense'), data: RECALL }),
      '#/cases/0/reference',
      'invalid-reference',
    ],
    ['no data', (one) => ({ cases: casesOf(one) }), '#/data', 'not-an-object'],
    ['bad data', (one) => ({ cases: casesOf(one), data: { tag: '' } }), '#/data/tag', 'invalid-text'],
  ])('is refused as a whole for %s', async (_, bodyFor, pointer, code) => {
    const reference = await lodged();
    const before = await lengthOf(reference);
    const { status, body } = await office.post('hana', '/api/cases/bulk/add-tag', bodyFor(reference));
    expect([status, body['errors']]).toMatchObject([422, [{ pointer, code }]]);
    expect(await lengthOf(reference)).toBe(before);
  });

  it('is one of a list, which the answer to any other names', async () => {
    const { status, body } = await office.post('hana', '/api/cases/bulk/close', { cases: casesOf(UNKNOWN), data: {} });
    expect([status, body]).toMatchObject([
      404,
      {
        code: 'not-a-bulk-command',
        detail: expect.stringMatching(/assign, unassign, route, add-note, add-tag, remove-tag/),
      },
    ]);
  });
});
