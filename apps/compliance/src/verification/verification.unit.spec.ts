import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { ComplaintOffice, liveMarkedLife } from '@redress/complaints/office';
import {
  type EventStore,
  LOG_START,
  type RecordedEvent,
  StoreCorruptError,
  StoreUnavailableError,
} from '@redress/eventing';
import { KnownDamage } from '@redress/platform';
import { eventually } from '@redress/testing';
import { IntegrityCheck, type IntegrityState } from './verification.js';

Logger.overrideLogger(false);

describe('The integrity check', () => {
  let events: readonly RecordedEvent[];
  let damage: KnownDamage;
  beforeEach(async () => {
    damage = new KnownDamage();
    const office = new ComplaintOffice();
    await liveMarkedLife(office);
    await liveMarkedLife(office);
    events = await Array.fromAsync(office.eventStore.readAll(LOG_START));
  });

  /** Creates a check of a log with this `readAll`. */
  const checkOf = (readAll: EventStore['readAll']): IntegrityCheck =>
    new IntegrityCheck(
      { densePositions: true, readAll } as EventStore,
      { now: () => '2026-11-02T09:00:00.000Z' },
      damage,
    );
  const ended = async (check: IntegrityCheck): Promise<IntegrityState> =>
    eventually(
      async () => check.state(),
      ({ state }) => state !== 'running',
    );
  const outcomeOf = async (log: readonly RecordedEvent[]): Promise<IntegrityState> => {
    const check = checkOf(async function* () {
      yield* log;
    });
    check.start();
    return ended(check);
  };

  it('has not run until it is started', () => {
    expect(checkOf(async function* () {}).state()).toMatchObject({ state: 'never-run', events: 0, faults: [] });
  });

  it('passes when nothing was altered, and says how much it read', async () => {
    expect(await outcomeOf(events)).toEqual({
      state: 'passed',
      startedAt: '2026-11-02T09:00:00.000Z',
      finishedAt: '2026-11-02T09:00:00.000Z',
      events: events.length,
      streams: 2,
      faultCount: 0,
      faults: [],
    });
  });

  it.each([
    ['changed', (log: RecordedEvent[]) => (log[3] = { ...log[3]!, data: { altered: true } })],
    ['missing', (log: RecordedEvent[]) => log.splice(3, 1)],
  ])('fails when an event is %s, and names it', async (_how, alter) => {
    const log = [...events];
    alter(log);
    const { state, faultCount, faults } = await outcomeOf(log);
    const { stream, revision } = events[3]!;
    expect([state, faultCount]).toEqual(['failed', faults.length]);
    expect(faults).toContainEqual(expect.objectContaining({ stream, revision }));
    expect(() => JSON.stringify(faults)).not.toThrow();
  });

  it('fails when a stream was told to forget, although every event is there still, and makes it known', async () => {
    const { stream } = events[3]!;
    const order = { stream, order: 'was deleted', remedy: 'Take it back.' };
    const check = checkOf(async function* (_, { ordered } = {}) {
      ordered?.({ ...order, stream: 'of-another-program' });
      ordered?.(order);
      yield* events;
    });
    check.start();
    const fault = { stream, revision: -1, fault: 'cut', detail: 'It was deleted. Take it back.' };
    expect(await ended(check)).toMatchObject({ state: 'failed', faults: [fault] });
    expect(damage.count('histories')).toBe(1);
  });

  it('counts every fault and lists the first hundred', async () => {
    const log = Array.from({ length: 5 }, () => events)
      .flat()
      .map((event) => ({ ...event, data: { altered: true } }));
    const { faultCount, faults } = await outcomeOf(log);
    expect(faultCount).toBeGreaterThan(100);
    expect(faults).toHaveLength(100);
  });

  it('fails when a row cannot be read at all', async () => {
    const check = checkOf(async function* () {
      yield events[0]!;
      throw new StoreCorruptError('Row 2 cannot be read.');
    });
    check.start();
    expect(await ended(check)).toMatchObject({ state: 'failed', faultCount: 1, faults: [{ fault: 'unreadable' }] });
  });

  it('is interrupted, and has found no fault, when the store goes away', async () => {
    const check = checkOf(async function* () {
      yield events[0]!;
      throw new StoreUnavailableError('The disk is gone.');
    });
    check.start();
    expect(await ended(check)).toMatchObject({ state: 'interrupted', events: 1, faultCount: 0 });
  });

  describe('while it walks', () => {
    let walks: number;
    let goOn: () => void;
    let check: IntegrityCheck;
    beforeEach(() => {
      walks = 0;
      const { promise, resolve } = Promise.withResolvers<void>();
      goOn = resolve;
      check = checkOf(async function* () {
        walks += 1;
        yield events[0]!;
        await promise;
        yield* events.slice(1);
      });
      check.start();
    });

    it('tells how far it has come', async () => {
      const state = await eventually(
        async () => check.state(),
        (now) => now.events === 1,
      );
      expect(state).toMatchObject({ state: 'running', events: 1, streams: 1 });
      goOn();
      await ended(check);
    });

    it('does not begin a second walk, and can be run again afterwards', async () => {
      expect(check.start().state).toBe('running');
      goOn();
      expect((await ended(check)).state).toBe('passed');
      expect(walks).toBe(1);
      check.start();
      expect((await ended(check)).state).toBe('passed');
      expect(walks).toBe(2);
    });

    it('stops at the next event when the service stops', async () => {
      const stopped = check.onModuleDestroy();
      goOn();
      await stopped;
      expect(check.state()).toMatchObject({ state: 'interrupted', events: 1 });
    });
  });
});
