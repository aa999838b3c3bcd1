import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { ComplaintOffice } from '@redress/complaints/office';
import { StoreUnavailableError, type ReadStore } from '@redress/eventing';
import { DeadlineService } from './deadline-service.js';

const office = new ComplaintOffice();

/** What the checks do, in turn; the last one repeats. */
let looks: (() => Promise<unknown>)[];
let looked: number;
let service: DeadlineService;
let logged: jest.SpiedFunction<Logger['error']>;

const nothingDue = () => Promise.resolve({ documents: [], next: null });
const away = () => Promise.reject(new StoreUnavailableError('marked'));
/** Advances time, and runs everything that becomes due. */
const passes = (duration_ms: number) => jest.advanceTimersByTimeAsync(duration_ms);

beforeEach(() => {
  jest.useFakeTimers();
  logged = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  looked = 0;
  const find = () => {
    looked += 1;
    return (looks[looked - 1] ?? nothingDue)();
  };
  service = new DeadlineService(
    { find } as unknown as ReadStore,
    { now: () => office.now },
    office.complaints,
    office.policies,
  );
});
afterEach(async () => {
  await service.beforeApplicationShutdown();
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('What is due is looked for', () => {
  it('every second', async () => {
    looks = [];
    service.onApplicationBootstrap();
    await passes(999);
    expect(looked).toBe(1);
    await passes(1);
    expect(looked).toBe(2);
    await passes(1_000);
    expect(looked).toBe(3);
    expect(logged).not.toHaveBeenCalled();
  });

  it('again five seconds after a look that failed, and every second from then on', async () => {
    looks = [away, away];
    service.onApplicationBootstrap();
    await passes(4_999);
    expect(looked).toBe(1);
    await passes(1);
    expect(looked).toBe(2);
    await passes(5_000);
    expect(looked).toBe(3);
    await passes(1_000);
    expect(looked).toBe(4);
    expect(logged).toHaveBeenCalledTimes(2);
    expect(logged).toHaveBeenCalledWith(
      expect.objectContaining({ failure: 'StoreUnavailableError', failureCode: 'store-unavailable' }),
    );
  });

  it('no more once the process stops, in the middle of a pause too', async () => {
    looks = [];
    service.onApplicationBootstrap();
    await passes(500);
    await service.beforeApplicationShutdown();
    await passes(10_000);
    expect(looked).toBe(1);
  });
});
