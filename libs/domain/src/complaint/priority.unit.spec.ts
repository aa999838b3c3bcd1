import { describe, expect, it } from '@jest/globals';
import { priorityOf } from './assessment.js';
import type { Priority } from '@redress/contracts';

const calm = { severity: 'low', impact: 'individual', safetyImplication: false, immediateAction: 'none' } as const;

describe('The priority of a complaint', () => {
  const byHarm = [
    ['low', 'individual', 'low'],
    ['low', 'group', 'normal'],
    ['low', 'public', 'normal'],
    ['medium', 'individual', 'normal'],
    ['medium', 'group', 'normal'],
    ['medium', 'public', 'high'],
    ['high', 'individual', 'high'],
    ['high', 'group', 'high'],
    ['high', 'public', 'urgent'],
    ['critical', 'individual', 'urgent'],
    ['critical', 'group', 'urgent'],
    ['critical', 'public', 'urgent'],
  ] as const;

  it.each(byHarm)('of %s severity for the %s is %s', (severity, impact, priority: Priority) => {
    expect(priorityOf({ ...calm, severity, impact })).toBe(priority);
  });

  it('is at least high when safety is touched', () => {
    expect(priorityOf({ ...calm, safetyImplication: true })).toBe('high');
    expect(priorityOf({ ...calm, severity: 'critical', safetyImplication: true })).toBe('urgent');
  });

  it('goes up one step when immediate action is needed, and never beyond urgent', () => {
    expect(priorityOf({ ...calm, immediateAction: 'needed' })).toBe('normal');
    expect(priorityOf({ ...calm, immediateAction: 'needed', safetyImplication: true })).toBe('urgent');
    expect(priorityOf({ ...calm, severity: 'critical', immediateAction: 'needed' })).toBe('urgent');
  });

  it('stays when immediate action is merely possible', () => {
    expect(priorityOf({ ...calm, immediateAction: 'possible' })).toBe('low');
  });
});
