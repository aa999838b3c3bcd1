import { describe } from '@jest/globals';
import { appendingContract } from './appending.js';
import { closingContract } from './closing.js';
import { cuttingContract } from './cutting.js';
import { EventStoreBench, type EventStoreHarness } from './event-store-harness.js';
import { followingContract } from './following.js';
import { readingContract } from './reading.js';
import { refusingContract } from './refusing.js';
import { repeatingContract } from './repeating.js';
import { standingContract } from './standing.js';

/** What the event store port promises, on any engine. */
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
