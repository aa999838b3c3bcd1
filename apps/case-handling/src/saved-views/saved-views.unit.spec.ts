import { beforeEach, describe, expect, it } from '@jest/globals';
import { toActorId, type ReadStore } from '@redress/eventing';
import {
  ITEMS_PER_PERSON_MAX,
  Problem,
  ServerSecrets,
  SHARED_ITEMS_MAX,
  type Caller,
  type TimeSource,
} from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { caseProjection } from '../case-view/case.projection.js';
import { builtInViews } from './built-in-views.js';
import type { SavedViewRequest } from './saved-view.js';
import { SAVED_VIEWS, SavedViewStore } from './saved-view-store.js';
import { SavedViews } from './saved-views.js';

const clock: TimeSource = { now: () => '2026-11-02T09:00:00.000Z' };
const secrets = new ServerSecrets(new Uint8Array(32).fill(7));
const CARDS: SavedViewRequest = { name: { en: 'Cards of Parviz' }, filters: { product: ['card'] } };
const SHARED: SavedViewRequest = { ...CARDS, sharedWith: 'everybody' };

function callerOf(sub: string, role = 'supervisor'): Caller {
  return { kind: 'staff', actor: { id: toActorId(sub), role }, roles: [role] };
}

async function replicaOn(readStore: ReadStore): Promise<SavedViews> {
  const store = new SavedViewStore(readStore, secrets);
  await store.onModuleInit();
  return new SavedViews(store, readStore, clock);
}

const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('Saved views', () => {
  let readStore: MemoryReadStore;
  let views: SavedViews;
  const saved = async (caller: Caller, from = views) =>
    (await from.list(caller, { timeZone: 'UTC', isCounted: false })).items.filter(({ kind }) => kind !== 'built-in');

  beforeEach(async () => {
    readStore = new MemoryReadStore();
    await readStore.define(caseProjection.view);
    views = await replicaOn(readStore);
  });

  it('lose nothing when two replicas save for one person at the same time', async () => {
    const other = await replicaOn(readStore);
    const sara = callerOf('sara');
    const added = await Promise.all(
      Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? views : other).add(sara, CARDS)),
    );
    expect((await saved(sara)).map(({ id }) => id).sort()).toEqual(added.map(({ id }) => id).sort());
  });

  it('are changed by one of two who change them at once from the same revision', async () => {
    const other = await replicaOn(readStore);
    const sara = callerOf('sara');
    const { id } = await views.add(sara, CARDS);
    const codes = await Promise.all(
      [views, other].map((replica, index) =>
        codeOf(replica.replace(sara, id, { ...CARDS, name: { en: `Name ${index}` } }, 0)),
      ),
    );
    expect(codes.sort()).toEqual(['done', 'queue-view-changed']);
    expect(await saved(sara)).toMatchObject([{ revision: 1, name: { en: expect.stringMatching(/^Name [01]$/) } }]);
  });

  it('are neither changed nor deleted once they are gone', async () => {
    const sara = callerOf('sara');
    const { id } = await views.add(sara, SHARED);
    const attempts = await Promise.all([
      codeOf(views.remove(sara, id)),
      codeOf(views.replace(callerOf('adam', 'admin'), id, SHARED)),
    ]);
    expect(attempts).toEqual(['done', 'queue-view-unknown']);
    expect(await saved(sara)).toEqual([]);
  });

  it('are stored sealed, and open only in their own place', async () => {
    await views.add(callerOf('sara'), CARDS);
    await views.add(callerOf('sara'), { ...CARDS, name: { en: 'Other' } });
    const [document] = await Array.fromAsync(readStore.scan(SAVED_VIEWS.name));
    expect(JSON.stringify(document)).not.toContain('Parviz');
    const { body, id, revision } = document!;
    const [one, two] = body['views'] as unknown as [{ content: object }, { content: object }];
    const exchanged = [
      { ...one, content: two.content },
      { ...two, content: one.content },
    ];
    const change = { id, expected: revision, revision: revision + 1, body: { ...body, views: exchanged } } as never;
    await readStore.commit(SAVED_VIEWS.name, { generation: 1, changes: [change], park: [], unpark: [] });
    await expect(saved(callerOf('sara'))).rejects.toMatchObject({ code: 'seal-broken' });
  });

  it('are at most so many of a person, and so many shared', async () => {
    const people = Array.from({ length: SHARED_ITEMS_MAX / ITEMS_PER_PERSON_MAX }, (_, index) =>
      callerOf(`s-${index}`),
    );
    for (const caller of people) {
      for (let count = 0; count < ITEMS_PER_PERSON_MAX; count += 1) await views.add(caller, SHARED);
      expect(await codeOf(views.add(caller, CARDS))).toBe('too-many-queue-views');
    }
    const own = callerOf('sara');
    expect(await codeOf(views.add(own, SHARED))).toBe('too-many-queue-views');
    const { id } = await views.add(own, CARDS);
    expect(await codeOf(views.replace(own, id, SHARED))).toBe('too-many-queue-views');
    expect(await saved(own)).toHaveLength(SHARED_ITEMS_MAX + 1);
  });
});

describe('What is due today', () => {
  it.each([
    ['2026-11-02T09:00:00.000Z', 'UTC', '2026-11-03T00:00:00.000Z'],
    ['2026-11-02T20:29:59.999Z', 'Asia/Tehran', '2026-11-02T20:30:00.000Z'],
    ['2026-11-02T20:30:00.000Z', 'Asia/Tehran', '2026-11-03T20:30:00.000Z'],
    // Twenty-five hours.
    ['2026-10-24T22:00:00.000Z', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
  ] as const)('at %s in %s is due before %s', (now, timeZone, dueBefore) => {
    const [first] = builtInViews(now, timeZone);
    expect(first).toMatchObject(['due-today', { filters: { open: 'true', dueBefore } }]);
  });
});
