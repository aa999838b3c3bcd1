import { describe, expect, it } from '@jest/globals';
import { type EventStore, LOG_START } from '@redress/eventing';
import type { EventStoreDbFault } from '@redress/testing/engines';
import { all, appendOne, dropped, eventually, Following, itWhere, ServerBench } from '../server.fixture.spec.js';

describe('A follower whose subscription breaks', () => {
  const bench = new ServerBench();

  const fill = async (store: EventStore, from: number, to: number) => {
    for (let revision = from; revision < to; revision += 1) await appendOne(store, 'complaint-A', revision);
  };

  const breaks: readonly { readonly what: string; readonly fault: EventStoreDbFault }[] = [
    { what: 'dropped with an error', fault: { kind: 'drop-subscriptions', error: true } },
    { what: 'dropped without one', fault: { kind: 'drop-subscriptions', error: false } },
    { what: 'silent', fault: { kind: 'silence-subscriptions' } },
  ];
  for (const { what, fault } of breaks)
    itWhere(fault)(`goes on where it was: ${what}`, async () => {
      const store = await bench.open();
      const following = new Following(store);
      await fill(store, 0, 20);
      await eventually(() => expect(following.events).toHaveLength(20));
      await bench.server.fault(fault);
      await fill(store, 20, 40);
      await bench.server.fault({ kind: 'heal' });
      await fill(store, 40, 60);
      await eventually(() => expect(following.events).toHaveLength(60));
      expect(following.events).toEqual(await all(store));
      await following.end();
    });

  it('skips and doubles nothing while it is dropped again and again under load', async () => {
    const store = await bench.open();
    const following = new Following(store);
    const writing = Promise.all(
      Array.from({ length: 6 }, async (_, writer) => {
        for (let revision = 0; revision < 100; revision += 1) await appendOne(store, `complaint-${writer}`, revision);
      }),
    );
    for (let drop = 0; drop < 30; drop += 1) {
      const seen = following.events.length;
      await bench.server.fault(dropped(drop));
      await eventually(() => expect(following.events.length >= Math.min(600, seen + 5)).toBe(true));
    }
    await writing;
    await eventually(() => expect(following.events).toHaveLength(600));
    expect(following.events).toEqual(await all(store));
    await following.end();
  });

  it.each<{ readonly what: string; readonly fault: EventStoreDbFault }>([
    { what: 'takes everything and answers nothing', fault: { kind: 'stall' } },
    { what: 'refuses everything', fault: { kind: 'refuse' } },
  ])('outlasts a server that $what', async ({ fault }) => {
    const store = await bench.open();
    const following = new Following(store);
    await fill(store, 0, 5);
    await eventually(() => expect(following.events).toHaveLength(5));
    await bench.server.fault(fault);
    const append = appendOne(store, 'complaint-A', 5);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await bench.server.fault({ kind: 'heal' });
    await append;
    await eventually(() => expect(following.events).toHaveLength(6));
    await eventually(() => expect(following.caughtUp).toBe(true));
    await following.end();
  });

  it('does not say that it has caught up while events are due', async () => {
    const [store, other] = [await bench.open(), await bench.open()];
    await fill(store, 0, 300);
    await bench.server.fault({ kind: 'slow-down', delay_ms: 2 });
    const claims: number[] = [];
    const following: Following = new Following(other, LOG_START, () => {
      if (following.caughtUp) claims.push(following.events.length);
    });
    await eventually(() => expect(following.events).toHaveLength(300));
    await eventually(() => expect(claims).toEqual([300]));
    await following.end();
  });
});
