import { describe, expect, it } from '@jest/globals';
import type { DeadlinePolicy } from '../policies/policy.js';
import type { ClockRule } from './clock-rule.js';
import { explainClocks, measureClocks, type ClockExplanation } from './explain-clock.js';
import type { TimelineFact } from './timeline.js';

const HOUR_MS = 3_600_000;
const rule: ClockRule = {
  name: 'decision',
  anchor: 'received',
  limit: { length: 3, unit: 'business-days', end: 'close-of-business' },
  stops: ['decided'],
  pause: { reasons: ['awaiting-complainant'] },
};

function explained(change: Partial<ClockRule>, calendar: string, ...facts: readonly TimelineFact[]): ClockExplanation {
  const policy: DeadlinePolicy = { version: 'spec@1', calendar, clocks: [{ ...rule, ...change }] };
  return explainClocks(policy, facts)[0]!;
}

const received = { fact: 'received', at: '2026-12-23T10:00:00.000Z' } as const;
const paused = { fact: 'paused', at: '2026-12-24T09:00:00.000Z', reason: 'awaiting-complainant' } as const;
const resumed = { fact: 'resumed', at: '2026-12-29T09:00:00.000Z' } as const;

describe('The explanation of a clock', () => {
  it('tells each day, counted or not, and why', () => {
    const { days, daysLeftOut } = explained({}, 'england@1', received);
    expect(days.map(({ date, why, holidays }) => [date, why, holidays.map(({ en }) => en).join()])).toEqual([
      ['2026-12-23', 'start', ''],
      ['2026-12-24', 'counted', ''],
      ['2026-12-25', 'holiday', 'Christmas Day'],
      ['2026-12-26', 'day-off', ''],
      ['2026-12-27', 'day-off', ''],
      ['2026-12-28', 'holiday', 'Boxing Day (substitute day)'],
      ['2026-12-29', 'counted', ''],
      ['2026-12-30', 'counted', ''],
    ]);
    expect(daysLeftOut).toBe(0);
  });

  it('tells the due in UTC, on the wall and in the Persian calendar', () => {
    const iran = explained({}, 'iran@1', { fact: 'received', at: '2026-03-17T06:00:00.000Z' });
    expect(iran.due).toEqual({
      utc: '2026-03-28T12:30:00.000Z',
      local: '2026-03-28T16:00:00.000+03:30[Asia/Tehran]',
      jalali: '1405-01-08',
    });
    expect(iran.start.jalali).toBe('1404-12-26');
    expect(iran.calendar).toBe('iran@1');
  });

  it('tells each pause, and keeps gross, net and counted time apart', () => {
    const { pauses, allowed, days, due } = explained({}, 'england@1', received, paused, resumed);
    expect(due?.utc).toBe('2026-12-31T17:00:00.000Z');
    expect(pauses).toEqual([{ from: paused.at, to: resumed.at, reason: 'awaiting-complainant' }]);
    // From Wed 10:00 to Thu 31 17:00 are 8 days and 7 hours; 5 days of them paused. Counted: 7 h and three days of 8 h.
    expect(allowed).toEqual({ grossMs: 199 * HOUR_MS, netMs: 79 * HOUR_MS, countedMs: 31 * HOUR_MS });
    expect(days.find(({ date }) => date === '2026-12-24')).toMatchObject({
      why: 'counted',
      countedMs: 0,
      pausedMs: 15 * HOUR_MS,
    });
    expect(days.find(({ date }) => date === '2026-12-26')).toMatchObject({ why: 'day-off', pausedMs: 24 * HOUR_MS });
  });

  it('tells what was used when it stopped', () => {
    const decided = { fact: 'decided', at: '2026-12-30T10:00:00.000Z' } as const;
    const { used, stopped, clock } = explained({}, 'england@1', received, paused, resumed, decided);
    expect(clock).toMatchObject({ state: 'met', stoppedAt: decided.at });
    expect(stopped?.local).toBe('2026-12-30T10:00:00.000+00:00[Europe/London]');
    expect(used).toEqual({ grossMs: 168 * HOUR_MS, netMs: 48 * HOUR_MS, countedMs: 16 * HOUR_MS });
  });

  it('has no due and no days while a pause is open', () => {
    const { clock, due, allowed, days, pauses } = explained({}, 'england@1', received, paused);
    expect(clock).toEqual({ name: 'decision', state: 'paused', startedAt: received.at, policy: 'spec@1' });
    expect([due, allowed, days]).toEqual([undefined, undefined, []]);
    expect(pauses).toEqual([{ from: paused.at, reason: 'awaiting-complainant' }]);
  });

  it('tells what changed the limit, and what was meant to and did not', () => {
    const extended = { fact: 'extended', at: '2026-12-24T10:00:00.000Z', clock: 'decision' } as const;
    const extension = { length: 2, times: 1, reasons: ['complex'] };
    const told = explained({ extension }, 'england@1', received, { ...paused, reason: 'tired' }, extended, {
      ...extended,
      reason: 'complex',
    });
    expect(told.limit).toMatchObject({ length: 5 });
    expect(told.changes).toEqual([{ fact: 'extended', at: extended.at, reason: 'complex', length: 5 }]);
    expect(told.ignored).toEqual([
      { fact: 'paused', at: paused.at, why: 'no-reason' },
      { fact: 'extended', at: extended.at, why: 'no-reason' },
    ]);
  });

  it('tells when to warn: after a share of the time that counts, or after a time of its own, and later for a pause', () => {
    const limit = { length: 20, unit: 'calendar-days', end: 'end-of-day' } as const;
    const warnings = [{ percent: 50 }, { after: { ...limit, length: 10 } }, { after: { ...limit, length: 15 } }];
    const at = (...facts: readonly TimelineFact[]) =>
      explained(
        { limit, warnings },
        'iran@1',
        { fact: 'received', at: '2026-11-01T06:30:00.000Z' },
        ...facts,
      ).warnings.map(({ local }) => local.slice(0, 16));
    // Sunday 1 November at ten; 20 days end with the 21st: 20 days and 14 hours less a millisecond, half of which is
    // 10 days and 7 hours less half a millisecond, in whole ones.
    expect(at()).toEqual(['2026-11-11T16:59', '2026-11-11T23:59', '2026-11-16T23:59']);
    const days = (from: number, to: number): readonly TimelineFact[] => [
      { ...paused, at: `2026-11-${from}T00:00:00.000Z` },
      { ...resumed, at: `2026-11-${to}T00:00:00.000Z` },
    ];
    expect(at(...days(12, 14))).toEqual(['2026-11-11T16:59', '2026-11-11T23:59', '2026-11-18T23:59']);
  });

  it('of a clock beyond the calendar says that it is undetermined', () => {
    const told = explained({}, 'iran@1', { fact: 'received', at: '2027-03-18T06:00:00.000Z' });
    expect(told).toMatchObject({ clock: { state: 'undetermined' }, days: [], warnings: [] });
    expect(told.due).toBeUndefined();
  });

  it('of a clock in plain days goes on beyond the calendar, whose holidays it does not need', () => {
    const limit = { length: 4, unit: 'calendar-days', end: 'end-of-day' } as const;
    const told = explained({ limit }, 'iran@1', { fact: 'received', at: '2027-03-18T06:00:00.000Z' });
    expect(told).toMatchObject({ clock: { state: 'running' }, due: { utc: '2027-03-22T20:29:59.999Z' } });
    expect(told.days.map(({ date, kind, why }) => [date, kind, why])).toEqual([
      ['2027-03-18', 'day-off', 'start'],
      ['2027-03-19', 'day-off', 'counted'],
      ['2027-03-20', 'holiday', 'counted'],
      ['2027-03-21', 'unknown', 'counted'],
      ['2027-03-22', 'unknown', 'counted'],
    ]);
  });

  it('lists a bounded number of days and counts the rest', () => {
    const limit = { length: 500, unit: 'calendar-days', end: 'end-of-day' } as const;
    const { days, daysLeftOut } = explained({ limit }, 'generic@1', received);
    expect([days.length, daysLeftOut]).toEqual([400, 101]);
  });
});

describe('The measure of a clock', () => {
  it('is the time to its stop, with and without pauses, and nothing while it runs', () => {
    const policy: DeadlinePolicy = { version: 'spec@1', calendar: 'england@1', clocks: [rule] };
    const measured = (...facts: readonly TimelineFact[]) => measureClocks(policy, facts);
    const stopped = measured(received, paused, resumed, { fact: 'decided', at: '2026-12-30T10:00:00.000Z' });
    expect(stopped).toMatchObject([
      { run: 1, rule, clock: { state: 'met' }, used: { grossMs: 7 * 24 * HOUR_MS, netMs: 2 * 24 * HOUR_MS } },
    ]);
    expect(measured(received, paused)[0]).not.toHaveProperty('used');
  });
});
