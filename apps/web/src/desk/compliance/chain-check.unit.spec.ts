import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { checkedAgain, eventOf, type ChainEvent, isOriginal, pathFrom } from './chain-check.js';

const REFERENCE = '7K3M-9QXD-41PC';
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An event as the API answers it; `recorded` replaces parts of what was hashed. */
function event(revision: number, previousHash: string, recorded: object = {}): ChainEvent {
  const type = 'NoteAdded';
  const stream = 'complaint-7K3M9QXD41PC';
  const canonical = JSON.stringify({ stream, revision, type, metadata: { previousHash }, ...recorded });
  const answered = { recordedAt: '2026-11-02T08:00:00.000Z', position: String(revision + 1), faults: [] };
  return { ...answered, revision, type, previousHash, canonical, hash: hashOf(canonical) };
}

function chainOf(length: number): ChainEvent[] {
  const events: ChainEvent[] = [];
  for (let revision = 0; revision < length; revision += 1)
    events.push(event(revision, events.at(-1)?.hash ?? '0'.repeat(64)));
  return events;
}

const wrongIn = async (events: readonly ChainEvent[]): Promise<readonly string[]> =>
  (await checkedAgain(REFERENCE, events)).flatMap(({ content, link, place }, index) => [
    ...(content ? [] : [`${index} content`]),
    ...(link ? [] : [`${index} link`]),
    ...(place ? [] : [`${index} place`]),
  ]);

describe('A chain that is computed again', () => {
  it('is right when nothing was altered', async () => {
    expect(await wrongIn(chainOf(450))).toEqual([]);
    expect(await wrongIn([])).toEqual([]);
  });

  it('is wrong where content was altered, and where the next event names what it was', async () => {
    const events = chainOf(4);
    const [, second] = events as [ChainEvent, ChainEvent];
    expect(await wrongIn(events.with(1, { ...second, canonical: second.canonical.replace('Note', 'Mote') }))).toEqual([
      '1 content',
      '1 place',
      '2 link',
    ]);
    expect(await wrongIn(events.with(1, { ...second, canonical: '{' }))).toEqual([
      '1 content',
      '1 link',
      '1 place',
      '2 link',
    ]);
  });

  it('is wrong where the hash was made to fit, at the event after it', async () => {
    const events = chainOf(3);
    const forged = event(1, events[0]!.hash, { data: 'forged' });
    expect(await wrongIn(events.with(1, forged))).toEqual(['2 link']);
  });

  it('is wrong where the answer says something else than what was recorded', async () => {
    const events = chainOf(2);
    expect(await wrongIn(events.with(1, { ...events[1]!, previousHash: 'f'.repeat(64) }))).toEqual(['1 link']);
    expect(await wrongIn(events.with(1, { ...events[1]!, type: 'ComplaintClosed' }))).toEqual(['1 place']);
  });

  it('is wrong where events are left out, or are of another case', async () => {
    const events = chainOf(4);
    expect(await wrongIn(events.toSpliced(1, 1))).toEqual(['1 link', '1 place', '2 place']);
    expect(await wrongIn([event(0, '0'.repeat(64), { stream: 'complaint-ANOTHER' })])).toEqual(['0 place']);
  });
});

describe('The inclusion path of an event', () => {
  it('leads to the last, whatever is before it', async () => {
    const events = chainOf(5);
    expect(pathFrom(await checkedAgain(REFERENCE, events), 1)).toEqual({ steps: 3 });
    const broken = await checkedAgain(REFERENCE, events.with(2, event(2, 'f'.repeat(64))));
    expect([0, 1, 2].map((from) => pathFrom(broken, from).brokenAt)).toEqual([2, 2, 3]);
    expect(pathFrom(broken, 3)).toEqual({ steps: 1 });
    expect(pathFrom(broken, 4)).toEqual({ steps: 0 });
  });
});

describe('A hash that was kept elsewhere', () => {
  it('is of an event, up to which everything is the original or not', async () => {
    const events = chainOf(3);
    const chain = await checkedAgain(REFERENCE, events);
    expect(chain.every(isOriginal)).toBe(true);
    expect(eventOf(chain, events[1]!.hash)).toEqual({ number: 1, isWhole: true });
    expect(eventOf(chain, 'f'.repeat(64))).toBeUndefined();
    const altered = await checkedAgain(REFERENCE, events.with(0, event(0, '0'.repeat(64), { data: 'x' })));
    expect(eventOf(altered, events[1]!.hash)).toEqual({ number: 1, isWhole: false });
  });
});
