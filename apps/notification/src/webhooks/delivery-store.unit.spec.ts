import { beforeEach, describe, expect, it } from '@jest/globals';
import { StrictReadStore } from '../strict-read-store.fixture.spec.js';
import { deliveriesId, noDeliveries, withEvent } from './delivery-document.js';
import { DeliveryStore } from './delivery-store.js';

const NOW = '2026-11-02T09:00:00.000Z';
const STREAM = 'complaint-7K3M9QXD41PD';
const ID = deliveriesId('crm', STREAM);

let readStore: StrictReadStore;
let store: DeliveryStore;
beforeEach(async () => {
  readStore = new StrictReadStore();
  store = new DeliveryStore(readStore, () => NOW);
  await store.start();
});

/** Adds the writer's name once: a change may be called again. */
const sign = (name: string) =>
  store.change(ID, (current) => {
    const deliveries = current ?? noDeliveries('crm', STREAM);
    const names = deliveries.claim.split(' ');
    return names.includes(name) ? undefined : { ...deliveries, claim: [...names, name].join(' ').trim() };
  });

describe('What is to be delivered', () => {
  it('loses no write, whoever else writes at the same time', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `writer-${index}`);
    await Promise.all(names.map(sign));
    expect((await store.get(ID))?.deliveries.claim.split(' ').sort()).toEqual(names);
  });

  it('is changed once, though another process wrote before the change was looked at', async () => {
    const another = (at: DeliveryStore) =>
      at.change(ID, (current) => {
        const deliveries = current ?? noDeliveries('crm', STREAM);
        return { ...deliveries, attempts: deliveries.attempts + 1 };
      });
    const commit = readStore.commit.bind(readStore);
    let isFirst = true;
    readStore.commit = async (...written) => {
      await commit(...written);
      if (!isFirst) return;
      isFirst = false;
      await another(new DeliveryStore(readStore, () => NOW));
    };
    await another(store);
    expect((await store.get(ID))?.deliveries.attempts).toBe(2);
  });

  it('is due at once when it is the first of its complaint, and waits its turn when it is not', () => {
    const first = withEvent(noDeliveries('crm', STREAM), 0, NOW);
    expect(first).toMatchObject({ pending: [0], dueAt: NOW });
    expect(withEvent({ ...first, dueAt: '2026-11-03T09:00:00.000Z' }, 4, NOW)).toMatchObject({
      pending: [0, 4],
      dueAt: '2026-11-03T09:00:00.000Z',
    });
  });
});
