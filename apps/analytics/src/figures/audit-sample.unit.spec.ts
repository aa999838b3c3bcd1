import { describe, expect, it } from '@jest/globals';
import { referenceOf } from '@redress/complaints';
import { analyst, at, type Known, question, standingOf, storeOf, supervisor } from '../facts/facts.fixture.spec.js';
import { DrawSample, DrawSampleHandler, drawOf } from './audit-sample.js';
import type { FiguresQuestion } from './question.js';

const DAYS = Array.from({ length: 20 }, (_, index) => String(index + 1).padStart(2, '0'));
const september: readonly Known[] = DAYS.map((day, index) => ({
  receivedAt: at(`09-${day}`),
  product: index % 2 === 0 ? 'card' : 'loan',
}));

async function drawn(seed: string, size: number, asked: Partial<FiguresQuestion> = {}) {
  const store = await storeOf(september);
  const query = new DrawSample(question({ reader: supervisor, ...asked }), seed, size);
  const { cases, population } = await new DrawSampleHandler(store, standingOf(store)).execute(query);
  return { references: cases.map(({ reference }) => reference.replaceAll('-', '')), population };
}

describe('A sample for an audit', () => {
  it('is the same for the same seed, and another for another', async () => {
    const { references, population } = await drawn('2026-3', 5);
    expect([references.length, new Set(references).size, population]).toEqual([5, 5, 20]);
    expect((await drawn('2026-3', 5)).references).toEqual(references);
    expect((await drawn('2026-4', 5)).references).not.toEqual(references);
  });

  it('begins with every smaller one, and has all where more are wanted', async () => {
    const { references } = await drawn('2026-3', 200);
    expect(references).toHaveLength(20);
    expect((await drawn('2026-3', 3)).references).toEqual(references.slice(0, 3));
  });

  it('can be drawn again from the list of references by anybody', async () => {
    const { references } = await drawn('2026-3', 20);
    const again = references
      .map((reference) => referenceOf(`complaint-${reference}`))
      .sort((one, other) => (drawOf('2026-3', one) < drawOf('2026-3', other) ? -1 : 1));
    expect(references).toEqual(again);
    // printf '2026-3\n7K3M9QXD41PC' | sha256sum
    expect(drawOf('2026-3', referenceOf('complaint-7K3M9QXD41PC'))).toBe(
      'e7aa131fccae4ccb1f7b794f9a5f49bcd1172fd28a171eaeb079ec524dbf4551',
    );
  });

  it('is of those that fit the filters, and that its reader may open', async () => {
    expect(await drawn('2026-3', 200, { filters: { product: ['card'] } })).toMatchObject({ population: 10 });
    expect(await drawn('2026-3', 200, { reader: analyst })).toEqual({ references: [], population: 0 });
  });
});
