import { describe } from '@jest/globals';
import { appendingContract, refusingContract, repeatingContract, standingContract } from './appending.js';
import { closingContract, cuttingContract, followingContract, readingContract } from './reading.js';
import { EventStoreBench, type EventStoreHarness } from './event-store-harness.js';

/** The contract of the event store port. */
export function eventStoreContract(name: string, harness: EventStoreHarness): void {
  describe(`The event store on ${name}`, () => {
    const bench = new EventStoreBench(harness);
    appendingContract(bench);
    repeatingContract(bench);
    refusingContract(bench);
    readingContract(bench);
    cuttingContract(bench);
    followingContract(bench);
    standingContract(bench);
    closingContract(bench);
  });
}

/** The part of that contract that depends on how the log is followed, for further ways to follow the same store. */
export function followedEventStoreContract(name: string, harness: EventStoreHarness): void {
  describe(`The event store on ${name}`, () => {
    const bench = new EventStoreBench(harness);
    followingContract(bench);
    standingContract(bench);
    closingContract(bench);
  });
}
