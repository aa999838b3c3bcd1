import { beforeAll, describe, expect, it } from '@jest/globals';
import { ComplaintOffice, liveMarkedLife } from '@redress/complaints/office';
import { GENESIS_HASH, LOG_START, type RecordedEvent } from '@redress/eventing';
import { createHash } from 'node:crypto';
import { checked } from './evidence.js';

describe('Evidence', () => {
  let recorded: readonly RecordedEvent[];
  beforeAll(async () => {
    const office = new ComplaintOffice();
    await liveMarkedLife(office);
    const events = await Array.fromAsync(office.eventStore.readAll(LOG_START));
    recorded = events.filter(({ stream }) => stream === events[0]?.stream);
  });

  it('has for each event the text whose SHA-256 is its hash, each naming the one before', () => {
    const events = checked(recorded);
    expect(events.length).toBeGreaterThan(5);
    let before = GENESIS_HASH;
    for (const { canonical, hash, previousHash, faults } of events) {
      expect(createHash('sha256').update(canonical).digest('hex')).toBe(hash);
      expect([previousHash, faults]).toEqual([before, []]);
      expect(canonical).toContain(before);
      before = hash;
    }
  });

  it('names the event whose content was changed, and no other', () => {
    const forged = recorded.map((event) => (event.revision === 2 ? { ...event, data: { forged: true } } : event));
    const faulty = checked(forged).filter(({ faults }) => faults.length > 0);
    expect(faulty).toEqual([expect.objectContaining({ revision: 2, faults: ['changed'] })]);
  });
});
