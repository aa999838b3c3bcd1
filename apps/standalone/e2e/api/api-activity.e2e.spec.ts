import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress } from '@redress/testing';
import { Office } from '../office.js';

interface Entry {
  readonly reference: string;
  readonly revision: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly actor: { readonly id: string; readonly role: string };
}
interface Page {
  readonly items: readonly Entry[];
  readonly next: string | null;
}

const ACTIVITY = '/api/cases/activity';
const NOTE = { text: 'Called the branch.', visibility: 'internal' } as const;

let redress: RunningRedress;
let office: Office;
let own: string;
let other: string;
let hidden: string;
/** When Hugo's note on it was recorded. */
let since: string;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
  const lodge = async () => String((await office.lodge({ description: 'A fee was taken twice.' })).body['reference']);
  [own, other, hidden] = [await lodge(), await lodge(), await lodge()];
  await office.decides('sara', own, 'assign', { assignee: 'hana' });
  await office.decides('hana', own, 'add-note', NOTE);
  await office.decides('hugo', other, 'add-note', NOTE);
  await office.decides('sara', hidden, 'declare-conflict', { person: 'Hana', nature: 'A cousin.' });
  await office.decides('sara', hidden, 'add-note', NOTE);
  await office.decides('hugo', own, 'add-note', NOTE);
  await redress.settled();
  const [last] = (await activity('sara', `reference=${own}&person=hugo`)).items;
  since = last?.recordedAt ?? '';
});
afterAll(() => redress[Symbol.asyncDispose]());

async function activity(who: string, query = ''): Promise<Page> {
  const { status, body } = await office.get<Page>(who, `${ACTIVITY}?${query}`);
  expect(status).toBe(200);
  return body;
}

/** Every event as the history of its case shows it, newest last. */
async function historyOf(who: string, reference: string): Promise<readonly Entry[]> {
  const { body } = await office.get<{ events: readonly Entry[] }>(who, `/api/cases/${reference}/history`);
  return body.events;
}

const named = ({ items }: Page): readonly string[] =>
  items.map(({ reference, revision }) => `${reference}/${revision}`);

describe('What happened on the cases', () => {
  it('is shown newest first, as the history of each case shows it, without a word of anybody', async () => {
    const { items, next } = await activity('sara', 'limit=200');
    const times = items.map(({ recordedAt }) => recordedAt);
    expect([times, next]).toEqual([times.toSorted().reverse(), null]);
    for (const reference of [own, other, hidden]) {
      const shown = items.filter((entry) => entry.reference === reference).toReversed();
      const expected = (await historyOf('sara', reference)).map(({ revision, type, recordedAt, actor, ...event }) => ({
        reference,
        revision,
        type,
        recordedAt,
        occurredAt: (event as unknown as { occurredAt: string }).occurredAt,
        actor,
      }));
      expect(shown).toEqual(expected);
    }
    expect(JSON.stringify(items)).not.toContain('branch');
  });

  it('is the same page by page, whatever is recorded meanwhile', async () => {
    const all = named(await activity('sara', 'limit=200'));
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await activity('sara', `limit=3${cursor}`);
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...named(page));
      if (page.next === null) break;
      await office.decides('sara', other, 'add-note', NOTE);
      cursor = `&cursor=${page.next}`;
    }
    expect(seen).toEqual(all);
  });

  it('is filtered by case, by who acted, by time and by whose desk the case is on', async () => {
    const [ofOwn, byHana, byMe, onDesk] = await Promise.all(
      [`reference=${own.toLowerCase()}`, 'person=hana', 'person=me', 'mine=true'].map((query) =>
        activity('hana', `limit=200&${query}`),
      ),
    );
    expect(new Set(ofOwn?.items.map(({ reference }) => reference))).toEqual(new Set([own]));
    expect(new Set(byHana?.items.map(({ actor }) => actor.id))).toEqual(new Set(['hana']));
    expect(byMe).toEqual(byHana);
    expect(onDesk).toEqual(ofOwn);
    expect((await activity('hugo', 'mine=true')).items).toEqual([]);
    expect((await activity('hana', `person=hugo&mine=true&since=${since}`)).items).toMatchObject([
      { reference: own, type: 'NoteAdded', recordedAt: since },
    ]);
    const later = new Date(Date.parse(since) + 1).toISOString();
    expect((await activity('hana', `reference=${own}&person=hugo&since=${later}`)).items).toEqual([]);
    expect((await activity('sara', 'person=complainant')).items.length).toBeGreaterThanOrEqual(3);
  });

  it('pages through the cases on a desk although one leaves it', async () => {
    const lodge = async () => String((await office.lodge({ description: 'A fee.' })).body['reference']);
    const [one, two] = [await lodge(), await lodge()];
    for (const reference of [one, two]) await office.decides('sara', reference, 'assign', { assignee: 'cyrus' });
    const full = await eventually(
      () => activity('cyrus', 'mine=true'),
      ({ items }) => items.filter(({ type }) => type === 'ComplaintAssigned').length === 2,
    );
    const first = await activity('cyrus', 'mine=true&limit=1');
    await office.decides('sara', two, 'assign', { assignee: 'hugo', from: 'cyrus' });
    await eventually(
      () => activity('cyrus', 'mine=true'),
      ({ items }) => items.every(({ reference }) => reference === one),
    );
    const rest = await activity('cyrus', `mine=true&cursor=${first.next}`);
    const wanted = named(full).slice(1);
    expect(named(rest)).toEqual(wanted.filter((name) => name.startsWith(one)));
  });

  it('leaves no trace of a case behind a wall', async () => {
    const { items } = await activity('hana', 'limit=200');
    expect(items.filter(({ reference }) => reference === hidden)).toEqual([]);
    expect((await activity('hana', 'person=sara')).items.map(({ reference }) => reference)).not.toContain(hidden);
    expect((await office.get('hana', `${ACTIVITY}?reference=${hidden}`)).status).toBe(404);
    expect((await activity('sara', `reference=${hidden}`)).items.length).toBeGreaterThanOrEqual(3);
  });

  it.each([
    ['since=yesterday', 422],
    ['mine=yes', 422],
    ['limit=0', 422],
    ['colour=red', 422],
    ['reference=1', 400],
    ['cursor=abc', 400],
  ])('is refused %s', async (query, status) => {
    expect((await office.get('hana', `${ACTIVITY}?${query}`)).status).toBe(status);
  });
});
