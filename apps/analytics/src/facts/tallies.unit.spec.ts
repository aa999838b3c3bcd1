import { describe, expect, it } from '@jest/globals';
import type { Asking } from '@redress/domain';
import { GROUPS_ANSWERED_MAX, type ReadStore, type ValuesQuery } from '@redress/eventing';
import fc from 'fast-check';
import { readSeries } from '../figures/series.js';
import { type Share, shares, type ShareOf } from '../figures/shares.js';
import { areCountable, eachVisibleFact, visibleTallies } from './each-visible-fact.js';
import type { Fact } from './fact.js';
import { analyst, at, type Known, NOW, question, storeOf, supervisor } from './facts.fixture.spec.js';

const countable = Object.entries(shares as Record<string, ShareOf>).filter(([, { reads }]) => areCountable(reads));

const orNone = <Value>(...values: readonly Value[]) => fc.constantFrom(...values, undefined);
const flag = fc.constantFrom<0 | 1>(0, 1);
const dueAt = fc.constantFrom(null, at('11-09'), NOW, at('11-11'));

/** Facts that differ in whatever measures look at, some behind a wall. */
const facts = fc.array(
  fc
    .record({
      receivedAt: fc.constantFrom(at('10-30'), at('11-01'), at('11-05')),
      product: fc.constantFrom(null, 'card', 'loan'),
      team: fc.constantFrom('', 'Cards', 'Loans'),
      open: flag,
      merged: flag,
      finalDecision: orNone('upheld' as const, 'not-upheld' as const),
      accepted: orNone<0 | 1>(0, 1),
      disputed: orNone<1>(1),
      acknowledgementInTime: orNone<0 | 1>(0, 1),
      acknowledgementDueAt: dueAt,
      decisionInTime: orNone<0 | 1>(0, 1),
      decisionDueAt: dueAt,
      walls: orNone({ conflicts: [], restrictedTo: ['hugo'] }, { conflicts: ['sara'] }),
    })
    .map((fact) => Object.fromEntries(Object.entries(fact).filter(([, value]) => value !== undefined)) as Known),
  { maxLength: 30 },
);

const readers: readonly Asking[] = [
  analyst,
  supervisor,
  { id: 'hugo', roles: ['analyst'] },
  { id: 'tara', roles: ['supervisor'], teams: ['Cards'] },
];

describe('Complaints that are alike', () => {
  it('are counted for most measures', () => {
    expect(countable.map(([name]) => name)).toEqual([
      'acknowledgedInTime',
      'decidedInTime',
      'open',
      'upheld',
      'accepted',
      'disputed',
    ]);
  });

  it.each(countable)('add up to what each of them adds to %s', async (_name, line) => {
    await fc.assert(
      fc.asyncProperty(facts, fc.constantFrom(...readers), async (known, reader) => {
        const store = await storeOf(known);
        const fields: readonly (keyof Fact)[] = ['product', ...line.reads];
        const counted = new Map<string | null, Share>();
        const add = (product: string | null, share: Share | undefined, times: number) => {
          const { numerator, denominator } = counted.get(product) ?? { numerator: 0, denominator: 0 };
          if (share === undefined) return;
          counted.set(product, {
            numerator: numerator + share.numerator * times,
            denominator: denominator + share.denominator * times,
          });
        };
        for (const { fact, count } of (await visibleTallies(store, { span: {} }, reader, fields, NOW))!)
          add(fact.product, line.of(fact, NOW), count);
        for await (const fact of eachVisibleFact(store, { span: {} }, reader, fields))
          add(fact.product, line.of(fact, NOW), -1);
        const left = [...counted.values()].flatMap(({ numerator, denominator }) => [numerator, denominator]);
        expect(left.filter((number) => number !== 0)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('are not read: a series of more than may be read is told', async () => {
    const store = new Watched(await storeOf([{}, { open: 0 }, { walls: { conflicts: [], restrictedTo: ['sara'] } }]));
    const wanted = { lines: [shares.open], bucket: 'month', groupBy: [], asOf: NOW } as const;
    const asked = question({ span: { from: at('11-01') } });
    const { groups } = await readSeries(store.store, asked, wanted);
    expect(groups[0]?.lines[0]).toEqual([{ numerator: 2, denominator: 3, complaints: 3 }]);
    expect(store.asked.filter(({ where }) => !where.some(({ field }) => field === 'walled'))).toEqual([]);
  });

  it('are read one by one where there are more kinds of them than the store answers', async () => {
    const known = Array.from({ length: GROUPS_ANSWERED_MAX }, (_, index): Known => ({ product: `product ${index}` }));
    const store = await storeOf(known);
    expect(await visibleTallies(store, { span: {} }, supervisor, ['product'], NOW)).toBeUndefined();
    const fewer = await storeOf(known.slice(1));
    expect(await visibleTallies(fewer, { span: {} }, supervisor, ['product'], NOW)).toHaveLength(known.length - 1);
  });
});

/** Which values a store was asked for. */
class Watched {
  readonly asked: ValuesQuery[] = [];
  readonly store: ReadStore;

  constructor(store: ReadStore) {
    this.store = new Proxy(store, {
      get: (target, name) => {
        if (name !== 'findValues') {
          const member: unknown = Reflect.get(target, name);
          return typeof member === 'function' ? (member as () => unknown).bind(target) : member;
        }
        return (view: string, query: ValuesQuery) => {
          this.asked.push(query);
          return target.findValues(view, query);
        };
      },
    });
  }
}
