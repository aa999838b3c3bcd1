import { describe, expect, it } from '@jest/globals';
import { documentFaults } from '@redress/complaints/office';
import { toPosition } from '@redress/eventing';
import { activityProjection, momentOf } from './activity.projection.js';

describe('The view of what happened', () => {
  it('has documents as declared after each event', async () => {
    // Nobody acts for another in the lives that it looks at.
    expect(await documentFaults(activityProjection)).toEqual(['never: onBehalfOf']);
  });

  it('sorts by time, then by the log, and an instant before all that was recorded at it', () => {
    const [one, two] = ['2026-11-02T09:00:00.000Z', '2026-11-02T09:00:00.001Z'] as const;
    const moments = [
      one,
      momentOf(one, toPosition(9n)),
      momentOf(one, toPosition(10n)),
      two,
      momentOf(two, toPosition(1n)),
    ];
    expect(moments.toSorted()).toEqual(moments);
  });
});
