import { describe, expect, it } from '@jest/globals';
import type { Asking, Instant, Walls } from '@redress/domain';
import { eachVisibleFact } from './each-visible-fact.js';
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

async function seenBy(reader: Asking, from?: Instant): Promise<readonly (string | null)[]> {
  const facts = eachVisibleFact(await storeOf(known), { ...(from !== undefined && { from }) }, reader);
  return (await Array.fromAsync(facts)).map(({ product }) => product);
}

describe('The facts that a reader may know of', () => {
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
    const read = async (most: number) => Array.fromAsync(eachVisibleFact(await storeOf(known), {}, analyst, most));
    await expect(read(4)).rejects.toMatchObject({ code: 'too-many-complaints', options: { details: { most: 4 } } });
    expect(await read(5)).toHaveLength(3);
  });
});
