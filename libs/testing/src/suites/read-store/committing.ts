import { describe, expect, it } from '@jest/globals';
import {
  DocumentConflictError,
  GenerationMovedError,
  InvalidQueryError,
  LOG_START,
  type LogPlace,
  StoreClosedError,
  toPosition,
} from '@redress/eventing';
import {
  byDueDate,
  caseQueue,
  change,
  changesOnly,
  parkedStream,
  type ReadStoreBench,
  view,
} from './read-store-harness.js';

const BODY = { days: 1 };

export function committingContract(bench: ReadStoreBench): void {
  const revisionOf = async (id: string) => (await bench.store.get(view, id))?.revision;

  describe('committing', () => {
    it('gives back exactly what was committed', async () => {
      const body = { text: 'شکایت \u0000 "q" 😀', nested: { list: [1, 2.5, null, true, {}] }, $sealed: { iv: 'x' } };
      await bench.insert({ A: body });
      expect(await bench.store.get(view, 'A')).toEqual({ id: 'A', revision: 0, body });
      expect(await bench.store.get(view, 'B')).toBeUndefined();
    });

    it('moves a document on from the revision that the change expects', async () => {
      await bench.insert({ A: { days: 1 } });
      await bench.commit([change('A', 0, 4, { days: 2 })]);
      expect(await bench.store.get(view, 'A')).toEqual({ id: 'A', revision: 4, body: { days: 2 } });
    });

    it('raises the revision of a document that stays as it is', async () => {
      const body = { days: 1, deep: { list: [1, null] } };
      await bench.insert({ A: body });
      await bench.commit([{ ...change('A', 0, 4, body), before: body }]);
      expect(await bench.store.get(view, 'A')).toEqual({ id: 'A', revision: 4, body });
      await bench.commit([{ ...change('A', 0, 4, body), before: body }], 10n);
      expect((await bench.store.find(view, byDueDate)).documents).toEqual([{ id: 'A', revision: 4, body }]);
    });

    it.each([
      { what: 'a document that is not stored', changed: change('B', 2, 3) },
      {
        what: 'a document that is not stored, and stays as it is',
        changed: { ...change('B', 2, 3, BODY), before: BODY },
      },
      { what: 'a document that is behind', changed: change('A', 3, 4) },
      {
        what: 'a document that is behind, and stays as it is',
        changed: { ...change('A', 3, 4, BODY), before: BODY },
      },
      { what: 'a stored document as if it were new', changed: change('A', 'none', 5) },
    ])('rejects a change of $what, and moves no checkpoint', async ({ changed }) => {
      await bench.commit([change('A', 'none', 1, { days: 1 })], 10n);
      const commit = bench.commit([change('C', 'none', 0), changed], 20n);
      await expect(commit).rejects.toBeInstanceOf(DocumentConflictError);
      expect(await bench.store.get(view, 'A')).toEqual({ id: 'A', revision: 1, body: { days: 1 } });
      expect(await bench.store.checkpoint(view)).toBe(10n);
    });

    it('takes a change that is there already for done', async () => {
      const batch = [change('A', 'none', 1, { days: 1 }), change('B', 'none', 0)];
      await bench.commit(batch, 10n);
      await bench.commit([...batch, change('C', 'none', 0)], 12n);
      expect(await revisionOf('A')).toBe(1);
      expect(await revisionOf('C')).toBe(0);
      expect(await bench.store.checkpoint(view)).toBe(12n);
    });

    it('counts the documents, however often each is written', async () => {
      expect(await bench.store.count(view)).toBe(0);
      const batch = [change('A', 'none', 0), change('B', 'none', 0)];
      await bench.commit(batch, 10n);
      await bench.commit([...batch, change('A', 0, 1), change('C', 'none', 0)], 12n);
      await expect(bench.commit([change('Z', 0, 1), change('D', 'none', 0)])).rejects.toBeInstanceOf(
        DocumentConflictError,
      );
      const scanned = await Array.fromAsync(bench.store.scan(view));
      expect(await bench.store.count(view)).toBe(scanned.length);
      expect(scanned.length).toBeGreaterThanOrEqual(3);
    });

    it('lets one of many racing changes of a document win', async () => {
      await bench.insert({ A: { days: 0 } });
      const race = Array.from({ length: 20 }, (_, index) => bench.commit([change('A', 0, index + 1, { days: index })]));
      await Promise.allSettled(race);
      const stored = (await bench.store.get(view, 'A'))!;
      expect(stored.body).toEqual({ days: stored.revision - 1 });
      await expect(bench.commit([change('A', 0, stored.revision + 1)])).rejects.toBeInstanceOf(DocumentConflictError);
    });

    it('lets each of several commits at once stand or fall alone', async () => {
      await bench.insert({ A: {}, Z: {} });
      const commits = [
        bench.commit([change('B', 'none', 0)], 10n),
        bench.commit([change('A', 5, 6)], 20n),
        bench.commit([change('Z', 0, 1, { days: 1 }), change('E', 'none', 0)], 15n),
        bench.store.commit(view, changesOnly(99, [change('F', 'none', 0)], 30n)),
      ];
      const outcomes = await Promise.allSettled(commits);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
      expect((await Array.fromAsync(bench.store.scan(view))).map(({ id }) => id)).toEqual(['A', 'B', 'E', 'Z']);
      expect(await bench.store.checkpoint(view)).toBe(15n);
    });

    it('never moves the checkpoint back', async () => {
      expect(await bench.store.checkpoint(view)).toBe(0n);
      await bench.commit([], 50n);
      await bench.commit([], 20n);
      await bench.commit([]);
      expect(await bench.store.checkpoint(view)).toBe(50n);
    });

    it('keeps positions of any store, however wide', async () => {
      const position = 2n ** 127n + 1n;
      await bench.commit([], position);
      expect(await bench.store.checkpoint(view)).toBe(position);
    });

    it('rejects a commit to a generation that never was', async () => {
      const commit = bench.store.commit(view, changesOnly(99, [change('A', 'none', 0)], 5n));
      await expect(commit).rejects.toBeInstanceOf(GenerationMovedError);
      expect(await bench.store.get(view, 'A')).toBeUndefined();
    });

    it('answers many documents at once, leaving out the unknown', async () => {
      await bench.commit(Array.from({ length: 900 }, (_, index) => change(`D${index}`, 'none', index)));
      const found = await bench.store.getMany(view, ['D7', 'unknown', 'D899']);
      expect([...found.values()].map(({ id, revision }) => [id, revision]).sort()).toEqual([
        ['D7', 7],
        ['D899', 899],
      ]);
      expect(await bench.store.getMany(view, [])).toEqual(new Map());
    });

    it('scans every document in order of id', async () => {
      const ids = Array.from({ length: 700 }, (_, index) => `D${String(index).padStart(4, '0')}`);
      await bench.commit([...ids].reverse().map((id) => change(id, 'none', 0)));
      expect((await Array.fromAsync(bench.store.scan(view))).map(({ id }) => id)).toEqual(ids);
    });

    it('lists what is parked, oldest first, until it is unparked', async () => {
      const generation = await bench.store.activeGeneration(view);
      const [late, early] = [
        parkedStream('complaint-A', '2026-11-03T00:00:00.000Z'),
        parkedStream('complaint-B', '2026-11-02T00:00:00.000Z'),
      ];
      await bench.store.commit(view, { ...changesOnly(generation, [], 5n), park: [late, early] });
      expect(await bench.store.parked(view)).toEqual([early, late]);
      const among = await bench.store.parkedAmong(view, ['complaint-A', 'complaint-C']);
      expect(among).toEqual(new Map([['complaint-A', late]]));
      const again = parkedStream('complaint-A', '2026-11-03T00:00:00.000Z', 2);
      await bench.store.commit(view, { ...changesOnly(generation, []), park: [again], unpark: ['complaint-B'] });
      expect(await bench.store.parked(view)).toEqual([again]);
    });

    const afterRestart = bench.canReopen ? it : it.skip;

    afterRestart('keeps documents, checkpoint and what is parked for the next start', async () => {
      const parked = parkedStream('complaint-A', '2026-11-03T00:00:00.000Z');
      const generation = await bench.store.activeGeneration(view);
      const changes = [change('A', 'none', 2, { days: 3 })];
      await bench.store.commit(view, { ...changesOnly(generation, changes, 7n), park: [parked] });
      await bench.reopen();
      expect(await bench.store.get(view, 'A')).toEqual({ id: 'A', revision: 2, body: { days: 3 } });
      expect(await bench.store.checkpoint(view)).toBe(7n);
      expect(await bench.store.parked(view)).toEqual([parked]);
    });
  });
}

export function placesContract(bench: ReadStoreBench): void {
  const commit = async (place: LogPlace, generation?: number) => {
    const into = generation ?? (await bench.store.activeGeneration(view));
    await bench.store.commit(view, { ...changesOnly(into, []), ...place });
  };
  const placeNow = async () => (await bench.store.places()).get(view);

  describe('the place of a view in the log', () => {
    it('is the beginning at first, and then the checkpoint with the event there', async () => {
      expect(await placeNow()).toEqual({ position: LOG_START });
      await commit({ position: toPosition(7n), eventId: 'event-7' });
      expect(await placeNow()).toEqual({ position: 7n, eventId: 'event-7' });
      expect(await bench.store.checkpoint(view)).toBe(7n);
      const far = 2n ** 127n + 1n;
      await commit({ position: toPosition(far), eventId: 'event-far' });
      expect(await placeNow()).toEqual({ position: far, eventId: 'event-far' });
    });

    it('takes on the id of its event, and never loses it to a repeat', async () => {
      await commit({ position: toPosition(7n) });
      expect(await placeNow()).toEqual({ position: 7n });
      await commit({ position: toPosition(7n), eventId: 'event-7' });
      await commit({ position: toPosition(7n) });
      await commit({ position: toPosition(5n), eventId: 'event-9' });
      await bench.insert({ A: {} });
      expect(await placeNow()).toEqual({ position: 7n, eventId: 'event-7' });
    });

    it('does not keep the id of an event that it has gone past', async () => {
      await commit({ position: toPosition(7n), eventId: 'event-7' });
      await commit({ position: toPosition(8n) });
      expect(await placeNow()).toEqual({ position: 8n });
    });

    it('keeps when the newest event up to there was recorded, beside the id', async () => {
      const recordedAt = '2026-11-02T08:00:00.000Z';
      await commit({ position: toPosition(7n), eventId: 'event-7' });
      await commit({ position: toPosition(7n), eventId: 'event-7', recordedAt });
      await commit({ position: toPosition(7n), eventId: 'event-7' });
      expect(await placeNow()).toEqual({ position: 7n, eventId: 'event-7', recordedAt });
    });

    it('is moved back, with nothing else, for whoever says exactly where it is', async () => {
      await bench.insert({ A: {} });
      const parked = parkedStream('complaint-A', '2026-11-02T00:00:00.000Z');
      await commit({ position: toPosition(7n), eventId: 'event-7', recordedAt: '2026-11-02T08:00:00.000Z' });
      await bench.store.commit(view, {
        ...changesOnly(await bench.store.activeGeneration(view), []),
        park: [parked],
      });
      const from: LogPlace = { position: toPosition(7n), eventId: 'event-7', recordedAt: '2026-11-02T08:00:00.000Z' };
      const to: LogPlace = { position: toPosition(5n), eventId: 'event-5', recordedAt: '2026-11-02T07:00:00.000Z' };
      for (const other of [to, { position: toPosition(7n) }, { ...from, eventId: 'event-8' }]) {
        expect(await bench.store.movePlace(view, other, { position: toPosition(1n) })).toBe(false);
      }
      expect(await bench.store.movePlace(view, from, to)).toBe(true);
      expect(await placeNow()).toEqual(to);
      expect([await bench.store.checkpoint(view), (await bench.store.parked(view)).length]).toEqual([5n, 1]);
      expect(await bench.store.get(view, 'A')).toBeDefined();
      await commit({ position: toPosition(6n), eventId: 'event-6b' });
      expect(await placeNow()).toEqual({ position: 6n, eventId: 'event-6b' });
      expect(await bench.store.movePlace(view, (await placeNow())!, { position: LOG_START })).toBe(true);
      expect(await placeNow()).toEqual({ position: LOG_START });
    });

    it('is that of the generation that answers, with every other view beside it', async () => {
      await commit({ position: toPosition(7n), eventId: 'event-7' });
      await bench.store.define({ ...caseQueue, name: 'case' });
      const next = await bench.store.beginGeneration(view);
      await commit({ position: toPosition(9n), eventId: 'event-9' }, next);
      expect([...(await bench.store.places())].sort()).toEqual([
        ['case', { position: LOG_START }],
        [view, { position: toPosition(7n), eventId: 'event-7' }],
      ]);
      expect(await bench.store.activate(view, next)).toBe(true);
      expect(await placeNow()).toEqual({ position: 9n, eventId: 'event-9' });
    });

    (bench.canReopen ? it : it.skip)('is kept over a restart', async () => {
      await commit({ position: toPosition(7n), eventId: 'event-7' });
      await bench.reopen();
      expect(await placeNow()).toEqual({ position: 7n, eventId: 'event-7' });
    });

    it('is told to nobody once the store is closed', async () => {
      await bench.store.close();
      await expect(bench.store.places()).rejects.toBeInstanceOf(StoreClosedError);
    });
  });

  describe('a generation that stands astray', () => {
    const astray = { position: toPosition(25n), eventId: 'event-25' };

    it('gives way to one that has seen less, when it stands where the caller says', async () => {
      await bench.commit([change('A', 'none', 0)]);
      await commit(astray);
      const next = await bench.store.beginGeneration(view);
      await commit({ position: toPosition(5n), eventId: 'event-5' }, next);
      expect(await bench.store.activate(view, next)).toBe(false);
      expect(await bench.store.activate(view, next, astray)).toBe(true);
      expect([await placeNow(), await bench.store.get(view, 'A')]).toEqual([
        { position: toPosition(5n), eventId: 'event-5' },
        undefined,
      ]);
    });

    it.each([
      { what: 'another position', now: { position: toPosition(26n), eventId: 'event-25' } },
      { what: 'another event', now: { position: toPosition(25n), eventId: 'event-25b' } },
    ])('does not give way when it stands at $what', async ({ now }) => {
      await commit(now);
      const next = await bench.store.beginGeneration(view);
      await commit({ position: toPosition(5n), eventId: 'event-5' }, next);
      expect(await bench.store.activate(view, next, astray)).toBe(false);
      expect(await placeNow()).toEqual(now);
    });
  });
}

export function generationsContract(bench: ReadStoreBench): void {
  describe('generations', () => {
    it('fills a new generation beside the active one, which goes on answering', async () => {
      await bench.commit([change('A', 'none', 0, { status: 'old' })], 10n);
      const active = await bench.store.activeGeneration(view);
      const next = await bench.store.beginGeneration(view);
      await bench.store.commit(view, changesOnly(next, [change('A', 'none', 5, { status: 'new' })], 4n));
      expect(await bench.store.activeGeneration(view)).toBe(active);
      expect(await bench.store.get(view, 'A')).toMatchObject({ revision: 0, body: { status: 'old' } });
      expect(await bench.store.get(view, 'A', next)).toMatchObject({ revision: 5, body: { status: 'new' } });
      expect([await bench.store.checkpoint(view), await bench.store.checkpoint(view, next)]).toEqual([10n, 4n]);
      expect(await bench.find({ where: [{ field: 'status', is: 'equal', value: 'new' }] })).toEqual([]);
    });

    it('begins empty, at position 0', async () => {
      await bench.commit([change('A', 'none', 0)], 10n);
      const next = await bench.store.beginGeneration(view);
      expect(await bench.store.checkpoint(view, next)).toBe(0n);
      expect(await Array.fromAsync(bench.store.scan(view, next))).toEqual([]);
      expect(await bench.store.parked(view, next)).toEqual([]);
    });

    it('swaps only when the new one has seen as much as the active one', async () => {
      await bench.commit([change('A', 'none', 0), change('C', 'none', 0)], 10n);
      const next = await bench.store.beginGeneration(view);
      await bench.store.commit(view, changesOnly(next, [change('B', 'none', 0)], 9n));
      expect(await bench.store.activate(view, next)).toBe(false);
      expect(await bench.store.get(view, 'A')).toBeDefined();
      expect(await bench.store.count(view)).toBe(2);
      await bench.store.commit(view, changesOnly(next, [], 10n));
      expect(await bench.store.activate(view, next)).toBe(true);
      expect(await bench.store.activeGeneration(view)).toBe(next);
      expect(await bench.store.get(view, 'A')).toBeUndefined();
      expect(await bench.find({})).toEqual(['B']);
      expect(await bench.store.count(view)).toBe(1);
    });

    it('is done at once when the generation is active already', async () => {
      expect(await bench.store.activate(view, await bench.store.activeGeneration(view))).toBe(true);
    });

    it('rejects what is still meant for the old generation after the swap', async () => {
      const old = await bench.store.activeGeneration(view);
      await bench.commit([change('A', 'none', 0)], 1n);
      const next = await bench.store.beginGeneration(view);
      await bench.store.commit(view, changesOnly(next, [], 1n));
      await bench.store.activate(view, next);
      const late = bench.store.commit(view, changesOnly(old, [change('B', 'none', 0)], 2n));
      await expect(late).rejects.toBeInstanceOf(GenerationMovedError);
      await expect(bench.store.get(view, 'A', old)).rejects.toBeInstanceOf(GenerationMovedError);
      await expect(bench.store.activate(view, old)).rejects.toBeInstanceOf(GenerationMovedError);
    });

    it('drops an unfinished generation when another begins, and never gives a number twice', async () => {
      const first = await bench.store.beginGeneration(view);
      await bench.store.commit(view, changesOnly(first, [change('A', 'none', 0)], 1n));
      const second = await bench.store.beginGeneration(view);
      expect(second).not.toBe(first);
      await expect(bench.store.commit(view, changesOnly(first, []))).rejects.toBeInstanceOf(GenerationMovedError);
      expect(await Array.fromAsync(bench.store.scan(view, second))).toEqual([]);
    });

    it('keeps what is parked by generation', async () => {
      const next = await bench.store.beginGeneration(view);
      const parked = parkedStream('complaint-A', '2026-11-02T00:00:00.000Z');
      await bench.store.commit(view, { ...changesOnly(next, []), park: [parked] });
      expect(await bench.store.parked(view)).toEqual([]);
      expect((await bench.store.parkedAmong(view, ['complaint-A'])).size).toBe(0);
      expect(await bench.store.parked(view, next)).toEqual([parked]);
    });

    it('drops a large generation completely', async () => {
      const changes = Array.from({ length: 1_700 }, (_, index) => change(`D${index}`, 'none', 0, { days: index }));
      await bench.commit(changes, 1n);
      const next = await bench.store.beginGeneration(view);
      await bench.store.commit(view, changesOnly(next, [change('A', 'none', 0)], 1n));
      await bench.store.activate(view, next);
      expect((await bench.store.aggregate(view, { where: [], groupBy: [], measures: [] })).rows[0]!.count).toBe(1);
    });

    it('keeps views apart', async () => {
      await bench.store.define({ ...caseQueue, name: 'case' });
      await bench.insert({ A: { status: 'received' } });
      await bench.commit([], 9n);
      expect(await bench.store.get('case', 'A')).toBeUndefined();
      expect(await bench.store.checkpoint('case')).toBe(0n);
      expect((await bench.store.find('case', byDueDate)).documents).toEqual([]);
    });

    it('keeps everything when a view is defined again, also with other fields', async () => {
      await bench.commit([change('A', 'none', 0, { channel: 'web' })], 3n);
      await bench.store.define(caseQueue);
      await bench.store.define({ name: view, fields: { channel: 'string' }, indexes: [['channel']] });
      const query = { ...byDueDate, sort: { field: 'channel', direction: 'ascending' as const } };
      expect((await bench.store.find(view, query)).documents.map(({ id }) => id)).toEqual(['A']);
      expect(await bench.store.checkpoint(view)).toBe(3n);
    });

    it('answers nothing about a view that was not defined', async () => {
      await expect(bench.store.get('unknown', 'A')).rejects.toBeInstanceOf(InvalidQueryError);
      await expect(bench.store.commit('unknown', changesOnly(1, []))).rejects.toBeInstanceOf(InvalidQueryError);
    });

    it('refuses everything once it is closed', async () => {
      await bench.store.close();
      await bench.store.close();
      await expect(bench.store.get(view, 'A')).rejects.toBeInstanceOf(StoreClosedError);
      await expect(bench.store.commit(view, changesOnly(1, []))).rejects.toBeInstanceOf(StoreClosedError);
      await expect(bench.store.find(view, byDueDate)).rejects.toBeInstanceOf(StoreClosedError);
      await expect(bench.store.define(caseQueue)).rejects.toBeInstanceOf(StoreClosedError);
    });
  });
}
