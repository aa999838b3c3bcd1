import { expect, it } from '@jest/globals';
import { sealedEvents } from '@redress/testing';
import { all, describeWhere, eventually, ServerBench } from '../server.fixture.spec.js';
import type { StreamName } from '@redress/eventing';

const lost = { kind: 'lose-acknowledgements', count: 1, when: 'after-writing', how: 'silence' } as const;

describeWhere(lost)('An append whose answer is lost', () => {
  const bench = new ServerBench();

  it.each([
    { when: 'after-writing' as const, how: 'error' as const },
    { when: 'after-writing' as const, how: 'silence' as const },
    { when: 'before-writing' as const, how: 'error' as const },
    { when: 'before-writing' as const, how: 'silence' as const },
  ])('is recorded once and answered rightly: $when, by $how, several times over', async ({ when, how }) => {
    const store = await bench.open();
    await store.append('complaint-A', 'none', sealedEvents('complaint-A'));
    const events = sealedEvents('complaint-A', { from: 1, count: 3 });
    await bench.server.fault({ kind: 'lose-acknowledgements', count: 3, when, how });
    const answer = await store.append('complaint-A', 0, events);
    const recorded = await all(store);
    expect(recorded.map(({ id }) => id).slice(1)).toEqual(events.map(({ id }) => id));
    expect(answer).toEqual({ revision: 3, position: recorded.at(-1)!.position });
  });

  it('is not answered with the position of what others wrote meanwhile', async () => {
    const [store, other] = [await bench.open(), await bench.open()];
    const events = sealedEvents('complaint-A', { count: 2 });
    await bench.server.fault(lost);
    const append = store.append('complaint-A', 'none', events);
    await eventually(async () => expect(await all(other)).toHaveLength(2));
    await other.append('complaint-A', 1, sealedEvents('complaint-A', { from: 2, count: 2 }));
    const answer = await append;
    expect(answer).toEqual({ revision: 1, position: (await all(store))[1]!.position });
  });

  it('is given up in the end, saying that nobody knows and that it may be repeated', async () => {
    const store = await bench.open({ total_ms: 500, attempt_ms: 100 });
    const events = sealedEvents('complaint-A');
    await bench.server.fault({ kind: 'lose-acknowledgements', count: 1_000, when: 'after-writing', how: 'error' });
    const outcome = await store.append('complaint-A', 'none', events).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: 'store-unavailable', message: expect.stringContaining('unknown whether') });
    await bench.server.fault({ kind: 'heal' });
    const patient = await bench.open();
    const recorded = await all(patient);
    expect(recorded).toHaveLength(1);
    expect(await patient.append('complaint-A', 'none', events)).toEqual({
      revision: 0,
      position: recorded[0]!.position,
    });
  });

  it('harms none of those made at the same moment, through this client or another of the process', async () => {
    const stores = [await bench.open(), await bench.open()];
    await bench.server.fault({ kind: 'lose-acknowledgements', count: 40, when: 'after-writing', how: 'error' });
    const names = Array.from({ length: 200 }, (_, index) => `complaint-${index}` as const);
    const append = (name: StreamName, index: number) => stores[index % 2]!.append(name, 'none', sealedEvents(name));
    const answers = await Promise.all(names.map(append));
    const recorded = await all(stores[0]!);
    expect(recorded.map(({ stream }) => stream).sort()).toEqual([...names].sort());
    expect(new Set(recorded.map(({ position }) => position))).toEqual(new Set(answers.map(({ position }) => position)));
  });
});
