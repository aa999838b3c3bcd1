import { describe } from '@jest/globals';
import { aggregatingContract } from './aggregating.js';
import { committingContract } from './committing.js';
import { findingContract } from './finding.js';
import { generationsContract } from './generations.js';
import { pagingContract } from './paging.js';
import { placesContract } from './places.js';
import { ReadStoreBench, type ReadStoreHarness } from './read-store-harness.js';

/** What the read store port promises, on any engine. */
export function readStoreContract(name: string, harness: ReadStoreHarness): void {
  describe(`The read store on ${name}`, () => {
    const bench = new ReadStoreBench(harness);
    committingContract(bench);
    generationsContract(bench);
    placesContract(bench);
    findingContract(bench);
    pagingContract(bench);
    aggregatingContract(bench);
  });
}
