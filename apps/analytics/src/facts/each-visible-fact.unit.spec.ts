import { describe, expect, it } from '@jest/globals';
import { instantOf, type Asking, type Instant, type Walls } from '@redress/domain';
import { factDocument, type Fact } from './fact.js';
import { eachVisibleFact, readingUpTo } from './each-visible-fact.js';
import { analyst, at, storeOf, type Known } from './facts.fixture.spec.js';

const around = (walls: Partial<Walls>): Walls => ({ conflicts: [], ...walls });
const day = (number: number): Instant => at(`11-0${number}`);

const known: readonly Known[] = [
  { product: 'open', receivedAt: day(5) },
  { product: 'of Cards', receivedAt: day(4), team: 'Cards' },
  { product: 'of Loans', receivedAt: day(3), team: 'Loans' },
  { product: 'with an interest', receivedAt: day(2), walls: around({ conflicts: ['Anna'] }) },
  { product: 'confidential', receivedAt: day(1), walls: around({ restrictedTo: ['hugo'] }) },
];

/** Fields that the view declares, which are read without documents; with others, for which documents are read; and all. */
const ways: readonly (readonly [string, readonly (keyof Fact)[]])[] = [
  ['in an index', ['product', 'rootCause', 'open']],
  ['in parts of documents', ['product', 'rootCause', 'open', 'clocks', 'remedies']],
  ['in documents', Object.keys(factDocument.properties) as (keyof Fact)[]],
];

describe.each(ways)('The facts that a reader may know of, %s', (_way, fields) => {
  async function seenBy(reader: Asking, from?: Instant): Promise<readonly (string | null)[]> {
    const facts = eachVisibleFact(
      await storeOf(known),
      { span: { ...(from !== undefined && { from }) } },
      reader,
      fields,
    );
    return (await Array.fromAsync(facts)).map(({ product }) => product);
  }

  it('come by their receipt, without those around which a wall stands for this reader', async () => {
    expect(await seenBy(analyst)).toEqual(['of Loans', 'of Cards', 'open']);
    const hugo = { id: 'hugo', roles: ['analyst'] };
    expect(await seenBy(hugo)).toEqual(['confidential', 'with an interest', 'of Loans', 'of Cards', 'open']);
    expect(await seenBy(hugo, day(4))).toEqual(['of Cards', 'open']);
  });

  it('are those of their own teams and of no team, for a reader who knows of no others', async () => {
    expect(await seenBy({ id: 'sara', roles: ['supervisor'], teams: ['Cards'] })).toEqual([
      'with an interest',
      'of Cards',
      'open',
    ]);
  });

  it('are refused when they are more than one question reads', async () => {
    const read = async (most: number) =>
      Array.fromAsync(eachVisibleFact(await storeOf(known), { span: {} }, analyst, fields, readingUpTo(most)));
    await expect(read(4)).rejects.toMatchObject({ code: 'too-many-complaints', options: { details: { most: 4 } } });
    expect(await read(5)).toHaveLength(3);
  });

  it('have null for what no fact lacks, and nothing for what a fact may lack', async () => {
    const [fact] = await Array.fromAsync(eachVisibleFact(await storeOf([{}]), { span: {} }, analyst, fields));
    expect(fact).toMatchObject({ product: null, open: 1 });
    expect(fact).not.toHaveProperty('rootCause');
  });

  it('come in their order through pages, those that only some may know of among them', async () => {
    const many = Array.from({ length: 1_205 }, (_, index): Known => {
      const receivedAt = instantOf(Date.parse(day(1)) + index * 60_000);
      const walls = index % 100 === 7 ? around({ restrictedTo: ['hugo'] }) : undefined;
      return { product: String(index), receivedAt, ...(walls && { walls }) };
    });
    const all = Array.from({ length: 1_205 }, (_, index) => index);
    const products = async (reader: Asking) =>
      (await Array.fromAsync(eachVisibleFact(await storeOf(many), { span: {} }, reader, fields))).map((fact) =>
        Number(fact.product),
      );
    expect(await products({ id: 'hugo', roles: ['analyst'] })).toEqual(all);
    expect(await products(analyst)).toEqual(all.filter((index) => index % 100 !== 7));
  });
});
