import { describe, expect, it } from '@jest/globals';
import { complaint, type PastComplaintEvent } from '@redress/domain';
import { livedThrough } from './view-documents.fixture.spec.js';

describe('The state that is decided on', () => {
  it('is the same as if all words had been opened, in lives that have each event whose words are not', async () => {
    const unopened = new Set<string>();
    for (const [office, reference] of await livedThrough()) {
      const opened = await office.complaints.history(reference);
      const whole = opened.reduce(
        (state, { type, data, hasOwnKey, metadata: { actor, occurredAt, commandId, policyVersion } }) => {
          const event = { type, data, actor, occurredAt, commandId, policyVersion, hasOwnKey };
          return complaint.evolve(state, event as unknown as PastComplaintEvent);
        },
        complaint.initialState,
      );
      expect((await office.complaints.load(reference)).state).toEqual(whole);
      for (const { type, personal } of await office.recorded(reference)) if (personal) unopened.add(type);
    }
    expect([...complaint.wordsUnused].filter((type) => !unopened.has(type))).toEqual([]);
  });
});
