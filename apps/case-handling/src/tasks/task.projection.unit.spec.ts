import { describe, expect, it } from '@jest/globals';
import { documentFaults } from '@redress/complaints/office';
import { taskProjection } from './task.projection.js';

describe('The view of tasks', () => {
  it('has documents as declared after each event about a task', async () => {
    // Nobody is absent in the lives that it looks at.
    expect(await documentFaults(taskProjection)).toEqual(['never: insteadOf']);
  });
});
