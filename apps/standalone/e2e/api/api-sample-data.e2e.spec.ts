import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, IS_DISTRIBUTED, RunningRedress } from '@redress/testing';
import { Office } from '../office.js';

const PATH = '/api/sample-data';
/** Three hundred complaints, on a machine that does other things. */
const RUN_MS_MAX = 300_000;

const suite = IS_DISTRIBUTED ? describe.skip : describe;

suite('Sample data', () => {
  let redress: RunningRedress;
  let office: Office;
  beforeAll(async () => {
    redress = await RunningRedress.start();
    office = await Office.open(redress);
  });
  afterAll(() => redress[Symbol.asyncDispose]());

  const state = async () => (await office.get('adam', PATH)).body;

  it(
    'are loaded once, however often that is asked, and then no more',
    async () => {
      expect(await state()).toMatchObject({ state: 'available', complaints: 0 });
      const begun = await Promise.all([1, 2, 3].map(() => office.post('adam', PATH, {})));
      expect(begun.map(({ status, body }) => [status, body['state']])).toEqual([1, 2, 3].map(() => [202, 'loading']));
      const loaded = await eventually(state, (shown) => shown['state'] !== 'loading', RUN_MS_MAX);
      expect(loaded).toMatchObject({ state: 'loaded', complaints: loaded['of'] });
      await redress.settled();
      const { body } = await office.get('sara', '/api/analytics/summary');
      // Confidential ones are shown to those alone whom they name.
      const [all] = body['rows'] as readonly { readonly count: number }[];
      expect(Number(loaded['of']) - (all?.count ?? 0)).toBeLessThan(6);
      expect((await office.post('adam', PATH, {})).body).toEqual(loaded);
      const reports = await office.get<{ items: readonly object[] }>('cyrus', '/api/analytics/reports');
      expect(reports.body.items).toMatchObject([1, 2].map(() => ({ owner: 'adam', paused: true, nextAt: null })));
      const register = await office.get<{ items: readonly object[] }>('sara', '/api/analytics/systemic-problems');
      expect(register.body.items).toMatchObject(
        ['dismissed', 'confirmed', 'confirmed'].map((standing) => ({ standing })),
      );
    },
    RUN_MS_MAX,
  );

  it('are offered to nobody who does not administer', async () => {
    for (const who of ['hana', 'sara', 'cyrus']) {
      expect((await office.get(who, PATH)).status).toBe(403);
      expect((await office.post(who, PATH, {})).status).toBe(403);
    }
  });
});

suite('Sample data beside a complaint', () => {
  it('are refused, and said to be', async () => {
    await using redress = await RunningRedress.start();
    const office = await Office.open(redress);
    await office.lodge({ description: 'Charged twice.' });
    expect((await office.get('adam', PATH)).body).toMatchObject({ state: 'unavailable' });
    const { status, body } = await office.post('adam', PATH, {});
    expect([status, body['code']]).toEqual([409, 'sample-data-unavailable']);
  });
});
