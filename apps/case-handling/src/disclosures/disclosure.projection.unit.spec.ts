import { describe, expect, it } from '@jest/globals';
import { documentFaults } from '@redress/complaints/office';
import { disclosureProjection } from './disclosure.projection.js';

describe('The view of disclosures', () => {
  it('has documents as declared after each event by which data was given to somebody', async () => {
    // In the lives that it looks at nobody had to approve.
    expect(await documentFaults(disclosureProjection)).toEqual(['never: approvedBy']);
  });
});
