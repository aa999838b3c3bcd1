import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, eventually, RunningRedress } from '@redress/testing';
import { type Complainant, Office } from '../office.js';

interface Lodged {
  readonly reference: string;
  readonly complainant: Complainant;
}

interface Lodgement {
  readonly reference: string;
  readonly trackingCode: string;
}

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

async function lodged(body: Readonly<Record<string, unknown>> = {}): Promise<Lodged> {
  const answer = await office.lodge({ description: 'Charged twice.', product: 'card', ...body });
  const reference = String(answer.body['reference']);
  return { reference, complainant: await office.complainant(reference, String(answer.body['trackingCode'])) };
}

const post = (who: string, { reference }: Lodged, command: string, body: unknown, language = 'en') =>
  office.post(who, `/api/cases/${reference}/${command}`, body, { 'accept-language': language });
const shown = ({ reference }: Lodged) => office.get('sara', `/api/cases/${reference}`);
const until = (lodging: Lodged, holds: (body: Answer['body']) => boolean) =>
  eventually(
    () => shown(lodging),
    ({ body }) => holds(body),
  );
/** A lagging view may not contain the complaint yet. */
const lengthOf = (value: unknown) => (value as readonly unknown[] | undefined)?.length;

describe('Two complaints that have to do with each other', () => {
  it('are linked, each seeing the other from its own end, and unlinked', async () => {
    const [first, second] = [await lodged(), await lodged()];
    const typed = first.reference.toLowerCase().replaceAll('-', '');
    const answer = await post('hana', second, 'link', { complaint: typed, relation: 'follow-up' });
    expect([answer.status, answer.body['events']]).toEqual([200, ['ComplaintLinked']]);
    const other = await until(first, ({ links }) => lengthOf(links) === 1);
    expect(other.body['links']).toMatchObject([
      { complaint: second.reference, relation: 'followed-up', linkedBy: 'hana' },
    ]);
    const own = await until(second, ({ links }) => lengthOf(links) === 1);
    expect(own.body['links']).toMatchObject([{ complaint: first.reference, relation: 'follow-up' }]);
    for (const { complainant } of [first, second]) {
      expect(JSON.stringify((await complainant.looks()).body)).not.toMatch(/link|follow/);
    }
    await office.decides('hugo', first.reference, 'unlink', { complaint: second.reference });
    await until(second, ({ links }) => lengthOf(links) === 0);
  });

  it.each([
    ['en', /Check it for typing errors/],
    ['fa', /\p{Script=Arabic}/u],
  ])('are named by references that are read with care (%s)', async (language, words) => {
    const one = await lodged();
    const misspelt = await post('hana', one, 'link', { complaint: '7K3M-9QXD-41PE', relation: 'related' }, language);
    expect([misspelt.status, misspelt.body['errors']]).toMatchObject([
      422,
      [{ pointer: '#/complaint', code: 'invalid-reference', detail: expect.stringMatching(words) }],
    ]);
    const unknown = await post('hana', one, 'link', { complaint: '2B8T-RW5X-N6C2', relation: 'related' }, language);
    expect([unknown.status, unknown.body['code']]).toEqual([422, 'other-complaint-unknown']);
    const itself = await post('hana', one, 'merge', { into: one.reference }, language);
    expect([itself.status, itself.body['code']]).toEqual([422, 'other-complaint-is-itself']);
  });
});

describe('A complaint about the same as an earlier one', () => {
  it('is merged into it as the possible duplicates offer, and its complainant is told', async () => {
    const nasrin = { complainant: { name: 'Nasrin', phone: '+98 912 345 6789' } };
    const first = await lodged(nasrin);
    const again = await lodged({ ...nasrin, language: 'fa' });
    const path = `/api/cases/${first.reference}/possible-duplicates`;
    const found = await eventually(
      () =>
        office.get<{ items: { reference: string; offers: { command: string; on: string; body: object }[] }[] }>(
          'hana',
          path,
        ),
      ({ body }) => body.items.some(({ reference }) => reference === again.reference),
    );
    const offers = found.body.items.find(({ reference }) => reference === again.reference)?.offers;
    const merging = offers?.find(({ command }) => command === 'merge');
    expect(merging).toEqual({ command: 'merge', on: again.reference, body: { into: first.reference } });

    const wrongWay = await post('hana', first, 'merge', { into: again.reference });
    expect([wrongWay.status, wrongWay.body['code']]).toEqual([409, 'merge-into-earlier']);
    const revision = await office.decides('hana', again.reference, 'merge', merging?.body);
    const survivor = await until(first, ({ absorbed }) => lengthOf(absorbed) === 1);
    expect(survivor.body['absorbed']).toMatchObject([{ complaint: again.reference, releasedAt: null }]);

    const { body } = await office.get('sara', `/api/cases/${again.reference}?atLeast=${revision}`);
    expect(body).toMatchObject({ status: 'merged', mergedInto: first.reference, dueAt: null });
    expect(body['availableCommands']).toContain('unmerge');
    for (const [language, words] of [
      ['en', /earlier one/],
      ['fa', /شکایت پیشین/],
    ] as const) {
      const refused = await post('hana', again, 'acknowledge', {}, language);
      expect([refused.status, refused.body['code']]).toEqual([409, 'complaint-merged']);
      expect(refused.body['detail']).toMatch(words);
    }
    const told = (await again.complainant.looks(revision)).body;
    expect(told).toMatchObject({ status: 'merged', nextStep: null });
    expect(JSON.stringify(told)).not.toContain(first.reference);
    expect(String((told['handledTogether'] as { text: string }).text)).toMatch(/\p{Script=Arabic}/u);
    const queue = await eventually(
      () => office.get<{ items: { reference: string }[] }>('hana', '/api/cases?status=merged'),
      ({ body: { items } }) => items.length > 0,
    );
    expect(queue.body.items.map(({ reference }) => reference)).toContain(again.reference);
    const figures = await eventually(
      () => office.get<{ rows: { merged: number }[] }>('cyrus', '/api/analytics/summary?groupBy=status'),
      ({ body: { rows } }) => rows.some(({ merged }) => merged > 0),
    );
    expect(figures.body.rows).toContainEqual(
      expect.objectContaining({ group: { status: 'merged' }, merged: 1, open: 0 }),
    );
  });

  it('tells its complainant nothing by which a stranger’s complaint could be found', async () => {
    const [first, second] = [
      await lodged({ complainant: { name: 'Nasrin', email: 'nasrin@example.org' } }),
      await lodged({ complainant: { name: 'Omid', email: 'omid@example.org' } }),
    ];
    const revision = await office.decides('hana', second.reference, 'merge', {
      into: first.reference,
      reason: 'They share an account.',
    });
    const told = (await second.complainant.looks(revision)).body;
    expect(told['handledTogether']).toMatchObject({ text: expect.stringContaining('earlier') });
    expect(JSON.stringify(told)).not.toContain(first.reference);
    const refused = await second.complainant.sends('withdraw', {});
    expect(JSON.stringify(refused.body)).not.toContain(first.reference);
  });

  it('stands where it stood once a supervisor undoes the merge, with its clocks running', async () => {
    const [first, second] = [await lodged(), await lodged()];
    const acknowledged = await office.decides('hana', second.reference, 'acknowledge', {});
    const before = (await office.get('sara', `/api/cases/${second.reference}?atLeast=${acknowledged}`)).body;
    await office.decides('hana', second.reference, 'merge', { into: first.reference });
    await until(first, ({ absorbed }) => lengthOf(absorbed) === 1);
    expect((await post('hana', second, 'unmerge', { reason: 'Another card.' })).status).toBe(403);
    const revision = await office.decides('sara', second.reference, 'unmerge', { reason: 'Another card.' });
    const { body } = await office.get('sara', `/api/cases/${second.reference}?atLeast=${revision}`);
    expect(body).toMatchObject({
      status: 'acknowledged',
      mergedInto: null,
      dueAt: before['dueAt'],
      clocks: before['clocks'],
    });
    expect(body['merges']).toMatchObject([
      { into: first.reference, mergedBy: 'hana', undoneBy: 'sara', undoneFor: 'Another card.' },
    ]);
    const released = await until(
      first,
      ({ absorbed }) => (absorbed as { releasedAt: unknown }[])[0]?.releasedAt !== null,
    );
    expect(released.body['status']).toBe('received');
  });
});

describe('A complaint that holds two matters', () => {
  const part = { description: 'The statement comes late as well.', product: 'statement' };

  it('is split: the other matter gets a case of its own, received when the first was, for the same person', async () => {
    const first = await lodged({ complainant: { name: 'Nasrin', email: 'nasrin@example.org' }, language: 'fa' });
    const sent = await office.post('hana', `/api/cases/${first.reference}/split`, part, {
      'idempotency-key': 'part-1',
    });
    expect([sent.status, sent.body['events']]).toEqual([200, ['ComplaintSplit']]);
    const into = String(sent.body['into']);
    const again = await office.post('hana', `/api/cases/${first.reference}/split`, part, {
      'idempotency-key': 'part-1',
    });
    expect(again.body).toEqual(sent.body);

    const path = `/api/cases/${into}`;
    const split = await eventually(
      () => office.get('sara', path),
      ({ status }) => status === 200,
    );
    const { body } = await until(first, ({ splitInto }) => lengthOf(splitInto) === 1);
    expect(body['splitInto']).toMatchObject([{ complaint: into, splitBy: 'hana' }]);
    expect(split.body).toMatchObject({
      ...part,
      splitFrom: first.reference,
      receivedAt: body['receivedAt'],
      language: 'fa',
      complainant: { name: 'Nasrin', email: 'nasrin@example.org' },
    });
    await eventually(
      () => office.get('sara', path),
      ({ body: { status } }) => status === 'acknowledged',
    );
    const told = await eventually(
      () => office.get<{ items: { purpose: string }[] }>('hana', `/api/notifications?reference=${into}`),
      ({ body: { items } }) => items.length > 0,
    );
    expect(told.body.items.map(({ purpose }) => purpose)).toContain('acknowledgement');

    const [found] = (await first.complainant.looks(Number(sent.body['revision']))).body['splitInto'] as Lodgement[];
    const followed = await office.complainant(into, found?.trackingCode ?? '');
    expect((await followed.looks()).body).toMatchObject({ reference: into, receivedAt: body['receivedAt'] });
    const duplicates = await office.get<{ items: { reference: string }[] }>('hana', `${path}/possible-duplicates`);
    expect(duplicates.body.items.map(({ reference }) => reference)).not.toContain(first.reference);
  });

  it.each([
    ['en', /[A-Za-z]/],
    ['fa', /\p{Script=Arabic}/u],
  ])('is not split once it is merged, and the refusal says what to do (%s)', async (language, words) => {
    const [first, second] = [await lodged(), await lodged()];
    await office.decides('hana', second.reference, 'merge', { into: first.reference });
    const refused = await post('hana', second, 'split', part, language);
    expect([refused.status, refused.body['code']]).toEqual([409, 'complaint-merged']);
    expect(refused.body['detail']).toMatch(words);
    const unsaid = await post('hana', first, 'split', { product: 'card' }, language);
    expect([unsaid.status, unsaid.body['errors']]).toMatchObject([422, [{ pointer: '#/description' }]]);
  });
});
