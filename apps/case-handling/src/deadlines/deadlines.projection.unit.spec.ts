import { describe, expect, it } from '@jest/globals';
import { documentFaults } from '@redress/complaints/office';
import { Compile } from 'typebox/compile';
import { deadlinesProjection } from './deadlines.projection.js';

const { document } = deadlinesProjection;
const check = Compile(document);
const DEADLINES = { timeline: [], policyVersion: 'generic@1', firesAt: null };
const AT = '2026-11-02T09:00:00.000Z';

describe('The deadlines of a complaint', () => {
  it('are stored as their schema says, after every event', async () => {
    expect(await documentFaults(deadlinesProjection)).toEqual([]);
  });

  it('are of no other shape', () => {
    expect(check.Check(DEADLINES)).toBe(true);
    const others = [
      { ...DEADLINES, more: 1 },
      { ...DEADLINES, firesAt: 'soon' },
      { ...DEADLINES, policyVersion: undefined },
      { ...DEADLINES, timeline: [{ fact: 'received' }] },
      { ...DEADLINES, timeline: [{ fact: 'forgotten', at: AT }] },
      { ...DEADLINES, timeline: [{ fact: 'paused', at: AT, note: 'Text of a person.' }] },
    ];
    expect(others.map((other) => check.Check(other))).toEqual(others.map(() => false));
  });
});
