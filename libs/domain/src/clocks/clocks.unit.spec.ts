import { describe, expect, it } from '@jest/globals';
import type { Instant } from '../instant.js';
import { clocksUnder, isOverdue, nextDueAt, summarizeClocks, type Clock } from './clocks.js';
import { genericPolicy, paced } from '../policies/policy.mother.spec.js';
import { pendingFirings } from './firings.js';
import type { Timeline } from './timeline.js';

function receivedAt(at: Instant): Timeline {
  return [{ fact: 'received', at }];
}

function dueDates(instant: Instant): readonly (string | undefined)[] {
  return clocksUnder(genericPolicy, receivedAt(instant)).map(({ dueAt }) => dueAt);
}

describe('The generic policy', () => {
  it.each<[day: string, received: Instant, dueDay: string, due: Instant]>([
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

  it.each<[received: Instant, due: Instant]>([
    ['2026-11-02T10:00:00.000Z', '2026-12-02T10:00:00.000Z'],
    ['2027-01-30T23:30:00.123Z', '2027-03-01T23:30:00.123Z'],
    ['2028-02-01T00:00:00.000Z', '2028-03-02T00:00:00.000Z'],
  ])('gives 30 calendar days to decide: received %s, due %s', (received, due) => {
    expect(dueDates(received)[1]).toBe(due);
  });
});

describe('What falls due on a complaint', () => {
  it('is listed in order of its instants, whatever the order of the clocks', () => {
    const instants = pendingFirings(paced, receivedAt('2026-11-02T10:00:00.000Z')).map(({ at }) => at);
    expect(new Set(instants).size).toBeGreaterThan(4);
    expect(instants).toEqual(instants.toSorted());
    const reversed = { ...paced, clocks: paced.clocks.toReversed() };
    expect(pendingFirings(reversed, receivedAt('2026-11-02T10:00:00.000Z')).map(({ at }) => at)).toEqual(instants);
  });
});

describe('A clock', () => {
  const timeline = receivedAt('2026-11-02T10:00:00.000Z');

  it('runs with its start, its due and the policy it comes from', () => {
    expect(clocksUnder(genericPolicy, timeline)).toEqual([
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

  it('that a policy before had met stays met by its number, and no later run of it with it', () => {
    const twice: Timeline = [
      ...receivedAt('2026-11-02T10:00:00.000Z'),
      { fact: 'progress-reported', at: '2026-11-03T05:00:00.000Z' },
      { fact: 'progress-reported', at: '2026-11-05T05:00:00.000Z' },
      { fact: 'ended', at: '2026-11-05T06:00:00.000Z' },
    ];
    const states = (...met: readonly number[]) =>
      clocksUnder(paced, [
        ...twice,
        {
          fact: 'policy',
          at: '2026-11-06T05:00:00.000Z',
          met: met.map((run) => ({ clock: 'progress-report', run })),
          begun: [],
          ended: [],
          paused: [],
        },
      ])
        .filter(({ name }) => name === 'progress-report')
        .map(({ state }) => state);
    expect(states(1, 2)).toEqual(['met', 'met', 'met']);
    expect(states(1)).toEqual(['met', 'missed', 'met']);
  });

  it.each<[stoppedAt: Instant, state: string]>([
    ['2026-11-03T23:59:59.999Z', 'met'],
    ['2026-11-04T00:00:00.000Z', 'missed'],
  ])('stopped at %s is %s', (stoppedAt, state) => {
    const acknowledged: Timeline = [...timeline, { fact: 'acknowledged', at: stoppedAt }];
    expect(clocksUnder(genericPolicy, acknowledged)[0]).toMatchObject({ name: 'acknowledgement', state, stoppedAt });
  });

  it('starts again at each reopening beside the earlier ones', () => {
    const reopened: Timeline = [
      ...timeline,
      { fact: 'acknowledged', at: '2026-11-02T11:00:00.000Z' },
      { fact: 'decided', at: '2026-12-24T10:00:00.000Z' },
      { fact: 'ended', at: '2026-12-28T10:00:00.000Z' },
      { fact: 'reopened', at: '2027-01-04T09:00:00.000Z' },
    ];
    expect(clocksUnder(genericPolicy, reopened).map(({ name, state, dueAt }) => [name, state, dueAt])).toEqual([
      ['acknowledgement', 'met', '2026-11-03T23:59:59.999Z'],
      ['decision', 'missed', '2026-12-02T10:00:00.000Z'],
      ['decision', 'running', '2027-02-03T09:00:00.000Z'],
    ]);
  });

  it('is overdue from the first instant after its due, as long as it runs', () => {
    const [running] = clocksUnder(genericPolicy, timeline) as [Clock];
    expect(isOverdue(running, '2026-11-03T23:59:59.999Z')).toBe(false);
    expect(isOverdue(running, '2026-11-04T00:00:00.000Z')).toBe(true);
    expect(isOverdue({ ...running, state: 'missed' }, '2026-11-04T00:00:00.000Z')).toBe(false);
  });
});

describe('What is due next', () => {
  const timeline = receivedAt('2026-11-02T10:00:00.000Z');

  it('is the earliest of the running clocks', () => {
    expect(nextDueAt(clocksUnder(genericPolicy, timeline))).toBe('2026-11-03T23:59:59.999Z');
    const acknowledged: Timeline = [...timeline, { fact: 'acknowledged', at: '2026-11-02T11:00:00.000Z' }];
    expect(nextDueAt(clocksUnder(genericPolicy, acknowledged))).toBe('2026-12-02T10:00:00.000Z');
  });

  it('is nothing when no clock runs', () => {
    expect(nextDueAt([])).toBeUndefined();
  });
});

describe('Clocks in short', () => {
  const timeline = receivedAt('2026-11-02T10:00:00.000Z');
  const acknowledged: Timeline = [...timeline, { fact: 'acknowledged', at: '2026-11-02T11:00:00.000Z' }];
  const missedOf = (facts: Timeline) => summarizeClocks(genericPolicy, facts).missed.map(({ name }) => name);

  it('say when the next is due, and when the first warning of those that run is', () => {
    const [acknowledgement, decision] = genericPolicy.clocks;
    const clocks = [
      { ...acknowledgement, warnings: [{ percent: 90 }, { percent: 50 }] },
      { ...decision, warnings: [{ percent: 50 }, { percent: 80 }] },
    ];
    const { dueAt, warnAt = '' } = summarizeClocks({ ...genericPolicy, clocks }, timeline);
    expect([dueAt, warnAt > '2026-11-02T10:00' && warnAt < '2026-11-03T12']).toEqual([
      '2026-11-03T23:59:59.999Z',
      true,
    ]);
    expect(summarizeClocks({ ...genericPolicy, clocks }, acknowledged)).toEqual({
      dueAt: '2026-12-02T10:00:00.000Z',
      warnAt: '2026-11-17T10:00:00.000Z',
      missed: [],
    });
  });

  it('have neither when none runs', () => {
    const ended: Timeline = [...acknowledged, { fact: 'ended', at: '2026-11-02T12:00:00.000Z' }];
    expect(summarizeClocks(genericPolicy, ended)).toEqual({ missed: [] });
  });

  it('name a clock as missed from the record of it, also when its run was stopped or its policy replaced since', () => {
    const at: Instant = '2026-11-03T23:59:59.999Z';
    const missed = { fact: 'missed', at, clock: 'acknowledgement', run: 1, mark: 'due' } as const;
    expect(missedOf(timeline)).toEqual([]);
    expect(missedOf([...timeline, missed])).toEqual(['acknowledgement']);
    const late = { fact: 'acknowledged', at: '2026-11-05T10:00:00.000Z' } as const;
    expect(missedOf([...timeline, late])).toEqual(['acknowledgement']);
    const replaced = {
      fact: 'policy',
      at: '2026-11-04T10:00:00.000Z',
      met: [],
      begun: [],
      ended: [],
      paused: [],
    } as const;
    expect(missedOf([...timeline, missed, replaced])).toEqual(['acknowledgement']);
  });
});
