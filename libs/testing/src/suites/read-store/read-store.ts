import { describe } from '@jest/globals';
import { aggregatingContract } from './aggregating.js';
import { findingContract, pagingContract, termsContract } from './querying.js';
import { committingContract, generationsContract, placesContract } from './committing.js';
import { findingValuesContract } from './finding-values.js';
import { removingContract } from './removing.js';
import { ReadStoreBench, type ReadStoreHarness } from './read-store-harness.js';

/** The contract of the read store port. */
export function readStoreContract(name: string, harness: ReadStoreHarness): void {
  describe(`The read store on ${name}`, () => {
    const bench = new ReadStoreBench(harness);
    committingContract(bench);
    removingContract(bench);
    generationsContract(bench);
    placesContract(bench);
    findingContract(bench);
    findingValuesContract(bench);
    pagingContract(bench);
    termsContract(bench);
    aggregatingContract(bench);
  });
}
