import { describe, expect, it } from '@jest/globals';
import { catalogue, systemicProblemEvents } from '@redress/contracts';
import { canonicalJson, EventCodec, KeyRing, LOG_START } from '@redress/eventing';
import { MemoryEventStore, MemoryKeyStore } from '@redress/testing';
import { recordSampleProblems } from './sample-problems.js';
import { SystemicProblems } from './systemic-problems.js';

describe('The sample problems', () => {
  it('have every event of the register, one that is overdue, and are recorded once', async () => {
    const store = new MemoryEventStore();
    const keys = new KeyRing({ store: new MemoryKeyStore(), masterKey: new Uint8Array(32).fill(3) });
    const parts = {
      store,
      codec: new EventCodec(catalogue, keys),
      secrets: { commandHash: (content: unknown) => canonicalJson(content) },
    };
    const now = '2026-11-10T09:00:00.000Z';
    await recordSampleProblems(parts, now);
    await recordSampleProblems(parts, now);
    const types: string[] = [];
    for await (const { type } of store.readAll(LOG_START)) types.push(type);
    expect([...new Set(types)].sort()).toEqual(Object.keys(systemicProblemEvents).sort());
    const problems = new SystemicProblems({ ...parts, now: () => now });
    const known = await Promise.all((await problems.ids()).map((id) => problems.find(id)));
    expect(known.map((one) => [one?.problem.standing, one?.decidedAt])).toEqual([
      ['confirmed', '2026-10-21T09:00:00.000Z'],
      ['confirmed', '2026-07-23T09:00:00.000Z'],
      ['dismissed', '2026-08-02T09:00:00.000Z'],
    ]);
    expect(types).toHaveLength(17);
  });
});
