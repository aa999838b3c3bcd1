import { describe, expect, it } from '@jest/globals';
import type { ClockFacts } from './clock-facts.js';
import { clocksFor, isOverdue, nextDueAt, type Clock } from './clocks.js';
import { genericPolicy } from './policy.js';

const generic = genericPolicy.version;

function receivedAt(instant: string): ClockFacts {
  return { acknowledgement: { startedAt: instant }, decisions: [{ startedAt: instant }] };
}

function dueDates(instant: string): readonly string[] {
  return clocksFor(generic, receivedAt(instant)).map(({ dueAt }) => dueAt);
}

describe('The generic policy', () => {
  it.each([
    ['Monday', '2026-11-02T10:00:00.000Z', 'Tuesday', '2026-11-03T23:59:59.999Z'],
    ['Monday just before midnight', '2026-11-02T23:59:59.999Z', 'Tuesday', '2026-11-03T23:59:59.999Z'],
    ['Tuesday at midnight', '2026-11-03T00:00:00.000Z', 'Wednesday', '2026-11-04T23:59:59.999Z'],
    ['Thursday', '2026-11-05T10:00:00.000Z', 'Friday', '2026-11-06T23:59:59.999Z'],
    ['Friday', '2026-11-06T10:00:00.000Z', 'Monday', '2026-11-09T23:59:59.999Z'],
    ['Saturday', '2026-11-07T10:00:00.000Z', 'Monday', '2026-11-09T23:59:59.999Z'],
    ['Sunday', '2026-11-08T10:00:00.000Z', 'Monday', '2026-11-09T23:59:59.999Z'],
    ['the last day of a year', '2026-12-31T10:00:00.000Z', 'the next', '2027-01-01T23:59:59.999Z'],
  ])('gives until the end of the next business day to acknowledge: received %s, %s, due %s', (_, received, __, due) => {
    expect(dueDates(received)[0]).toBe(due);
  });

  it.each([
    ['2026-11-02T10:00:00.000Z', '2026-12-02T10:00:00.000Z'],
    ['2027-01-30T23:30:00.123Z', '2027-03-01T23:30:00.123Z'],
    ['2028-02-01T00:00:00.000Z', '2028-03-02T00:00:00.000Z'],
  ])('gives 30 calendar days to decide: received %s, due %s', (received, due) => {
    expect(dueDates(received)[1]).toBe(due);
  });
});

describe('A clock', () => {
  const facts = receivedAt('2026-11-02T10:00:00.000Z');

  it('runs with its start, its due and the policy it comes from', () => {
    expect(clocksFor(generic, facts)).toEqual([
      {
        name: 'acknowledgement',
        state: 'running',
        startedAt: '2026-11-02T10:00:00.000Z',
        dueAt: '2026-11-03T23:59:59.999Z',
        policy: 'generic@1',
      },
      {
        name: 'decision',
        state: 'running',
        startedAt: '2026-11-02T10:00:00.000Z',
        dueAt: '2026-12-02T10:00:00.000Z',
        policy: 'generic@1',
      },
    ]);
  });

  it.each([
    ['2026-11-03T23:59:59.999Z', 'met'],
    ['2026-11-04T00:00:00.000Z', 'missed'],
  ])('stopped at %s is %s', (stoppedAt, state) => {
    const stopped = { ...facts, acknowledgement: { ...facts.acknowledgement, stoppedAt } };
    expect(clocksFor(generic, stopped)[0]).toMatchObject({ name: 'acknowledgement', state, stoppedAt });
  });

  it('starts again at each reopening beside the earlier ones', () => {
    const reopened: ClockFacts = {
      acknowledgement: { startedAt: '2026-11-02T10:00:00.000Z', stoppedAt: '2026-11-02T11:00:00.000Z' },
      decisions: [
        { startedAt: '2026-11-02T10:00:00.000Z', stoppedAt: '2026-12-24T10:00:00.000Z' },
        { startedAt: '2027-01-04T09:00:00.000Z' },
      ],
    };
    expect(clocksFor(generic, reopened).map(({ name, state, dueAt }) => [name, state, dueAt])).toEqual([
      ['acknowledgement', 'met', '2026-11-03T23:59:59.999Z'],
      ['decision', 'missed', '2026-12-02T10:00:00.000Z'],
      ['decision', 'running', '2027-02-03T09:00:00.000Z'],
    ]);
  });

  it('is overdue from the first instant after its due, as long as it runs', () => {
    const [running] = clocksFor(generic, facts) as [Clock];
    expect(isOverdue(running, '2026-11-03T23:59:59.999Z')).toBe(false);
    expect(isOverdue(running, '2026-11-04T00:00:00.000Z')).toBe(true);
    expect(isOverdue({ ...running, state: 'missed' }, '2026-11-04T00:00:00.000Z')).toBe(false);
  });

  it('comes from a policy that exists', () => {
    expect(() => clocksFor('generic@0', facts)).toThrow(RangeError);
  });
});

describe('What is due next', () => {
  const facts = receivedAt('2026-11-02T10:00:00.000Z');

  it('is the earliest of the running clocks', () => {
    expect(nextDueAt(clocksFor(generic, facts))).toBe('2026-11-03T23:59:59.999Z');
    const acknowledged = {
      ...facts,
      acknowledgement: { ...facts.acknowledgement, stoppedAt: '2026-11-02T11:00:00.000Z' },
    };
    expect(nextDueAt(clocksFor(generic, acknowledged))).toBe('2026-12-02T10:00:00.000Z');
  });

  it('is nothing when no clock runs', () => {
    expect(nextDueAt([])).toBeUndefined();
  });
});
