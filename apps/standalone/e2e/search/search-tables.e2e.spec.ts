import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningRedress } from '@redress/testing';
import { Office } from '../office.js';
import { englishSearches } from './english-searches.js';
import { persianSearches } from './persian-searches.js';
import { foundBy, lodgeAll } from './search-table.js';

// Runs on SQLite, and with `npm run test:engines` on MongoDB: both find the same.

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

describe.each([
  { language: 'English', table: englishSearches },
  { language: 'Persian', table: persianSearches },
])('A search in $language', ({ table }) => {
  let references: ReadonlyMap<string, string>;
  beforeAll(async () => {
    references = await lodgeAll(redress, office, table);
  });

  it.each(table.searches.map(([typed, ...names]) => ({ typed, names })))(
    'for $typed finds $names',
    async ({ typed, names }) => {
      expect([...(await foundBy(office, references, typed))].sort()).toEqual([...names].sort());
    },
  );
});
