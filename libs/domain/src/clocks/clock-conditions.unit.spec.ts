import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf } from '../instant.js';
import { genericPolicy } from '../policies/policy.mother.spec.js';
import type { FiringPolicy } from '../policies/policy.js';
import type { Assessed } from './clock-condition.js';
import type { ClockRule } from './clock-rule.js';
import { clocksUnder } from './clocks.js';
import { explainClocks } from './explain-clock.js';
import { type ClockFiring, hasPassed, pendingFirings } from './firings.js';
import type { Timeline, TimelineFact } from './timeline.js';

// "24 hours for safety, 30 days otherwise", and a call back that is owed for grave matters alone.

const day = (length: number) => ({ length, unit: 'calendar-days', end: 'instant' }) as const;
const decision = {
  name: 'decision',
  anchor: 'received',
  stops: ['decided', 'ended'],
  restartsAt: ['reopened'],
} as const;
const usual: ClockRule = { ...decision, limit: day(30), warnings: [{ percent: 50 }], pause: { reasons: ['asked'] } };
const safety: ClockRule = {
  ...decision,
  when: { safetyImplication: true },
  limit: { length: 24, unit: 'hours', end: 'instant' },
};
const callBack: ClockRule = {
  name: 'call-back',
  when: { severity: ['high', 'critical'], safetyImplication: false },
  anchor: 'received',
  limit: day(3),
  stops: ['decided', 'ended'],
  pause: { reasons: ['asked'] },
};
const policy: FiringPolicy = {
  ...genericPolicy,
  version: 'conditions@1',
  clocks: [usual, safety, callBack],
  escalations: [],
};

const at = (date: number, hour = 10) => instantOf(Date.UTC(2026, 10, date, hour));
const received: TimelineFact = { fact: 'received', at: at(2) };
const calm: Assessed = {
  severity: 'low',
  priority: 'low',
  complexity: 'simple',
  impact: 'individual',
  safetyImplication: false,
};
const assessed = (date: number, change: Partial<Assessed> = {}): TimelineFact => ({
  fact: 'assessed',
  at: at(date),
  ...calm,
  ...change,
});
const unsafe = (date: number) => assessed(date, { safetyImplication: true });
const grave = (date: number) => assessed(date, { severity: 'high' });
const paused = (date: number, clocks = ['decision']): TimelineFact => ({
  fact: 'paused',
  at: at(date),
  reason: 'asked',
  clocks,
});
const resumed = (date: number, clocks = ['decision']): TimelineFact => ({ fact: 'resumed', at: at(date), clocks });

const told = (...timeline: readonly TimelineFact[]) =>
  clocksUnder(policy, [received, ...timeline]).map(({ name, state, dueAt = '', stoppedAt = '' }) =>
    [name, state, dueAt, stoppedAt].join(' ').trimEnd(),
  );

/** What is due by a day, recorded as the timer does. */
function recordedBy(date: number, timeline: Timeline): Timeline {
  const due = pendingFirings(policy, timeline).find((firing) => hasPassed(firing, at(date)));
  if (due === undefined) return timeline;
  const { clock, run, mark, kind } = due as ClockFiring;
  return recordedBy(date, [...timeline, { fact: kind as 'missed', at: due.at, clock, run, mark }]);
}

const breaches = (timeline: Timeline) => timeline.filter(({ fact }) => fact === 'missed').map((fact) => fact.at);

describe('A clock with conditions', () => {
  it('applies by the present assessment, and the one without conditions until there is one', () => {
    expect(told()).toEqual(['decision running 2026-12-02T10:00:00.000Z']);
    expect(told(assessed(2))).toEqual(told());
    expect(told({ ...unsafe(2), at: at(2, 12) })).toEqual([
      'decision lifted 2026-12-02T10:00:00.000Z 2026-11-02T12:00:00.000Z',
      `decision running ${at(3)}`,
    ]);
  });

  it('for vulnerable circumstances does not apply where nobody spoke of them', () => {
    const cared: FiringPolicy = { ...policy, clocks: [{ ...callBack, when: { vulnerability: true } }] };
    const others: FiringPolicy = { ...policy, clocks: [{ ...callBack, when: { vulnerability: false } }] };
    const clocksOf = (of: FiringPolicy, vulnerability: boolean | undefined) =>
      clocksUnder(of, [received, assessed(2, vulnerability === undefined ? {} : { vulnerability })]).length;
    expect([true, false, undefined].map((said) => clocksOf(cared, said))).toEqual([1, 0, 0]);
    expect([true, false, undefined].map((said) => clocksOf(others, said))).toEqual([0, 1, 1]);
  });

  it('begins with a reassessment, and counts from its own start', () => {
    expect(told(assessed(2), grave(4))).toEqual([
      'decision running 2026-12-02T10:00:00.000Z',
      `call-back running ${at(5)}`,
    ]);
  });

  it('that the reassessment makes late is due at once', () => {
    const late = recordedBy(6, [received, unsafe(6)]);
    expect(breaches(late)).toEqual([at(3)]);
    expect(told(...late.slice(1))).toEqual([
      `decision lifted 2026-12-02T10:00:00.000Z ${at(6)}`,
      `decision running ${at(3)}`,
    ]);
  });

  it('ends with a reassessment, and is not missed afterwards', () => {
    const ended = [received, grave(3), assessed(4)];
    expect(told(...ended.slice(1))).toContain(`call-back lifted ${at(5)} ${at(4)}`);
    expect(breaches(recordedBy(30, ended))).toEqual([]);
  });

  it('stays missed when it ends later, whether that was recorded before or not', () => {
    const before = [...recordedBy(6, [received, grave(3)]), assessed(7)];
    const after = recordedBy(8, [received, grave(3), assessed(7)]);
    for (const timeline of [before, after]) {
      expect(breaches(timeline)).toEqual([at(5)]);
      expect(told(...timeline.slice(1))).toContain(`call-back missed ${at(5)} ${at(7)}`);
    }
  });

  it('goes on when it applies again, with what was recorded of it', () => {
    const again = recordedBy(18, [...recordedBy(18, [received]), unsafe(18), assessed(19)]);
    expect(told(...again.slice(1))).toEqual([
      `decision missed ${at(3)} ${at(19)}`,
      'decision running 2026-12-02T10:00:00.000Z',
    ]);
    expect(again.filter(({ fact }) => fact === 'warned')).toHaveLength(1);
  });

  it('stays as it is when it was stopped before the reassessment', () => {
    const met = [{ fact: 'decided', at: at(5) }, unsafe(6)] as const;
    expect(told(...met)).toEqual([`decision met 2026-12-02T10:00:00.000Z ${at(5)}`]);
    expect(told(...met, { fact: 'reopened', at: at(9) })).toEqual([
      `decision met 2026-12-02T10:00:00.000Z ${at(5)}`,
      `decision running ${at(10)}`,
    ]);
  });

  it('takes over a pause in force, also if its own rule allows none, until that ends', () => {
    expect(told({ ...paused(2), at: at(2, 12) }, unsafe(3))).toContain('decision paused');
    expect(told({ ...paused(2), at: at(2, 12) }, unsafe(3), resumed(4))).toContain(
      'decision running 2026-11-05T08:00:00.000Z',
    );
  });

  it('keeps the pause that it had when it applies again, and takes none that did not name it', () => {
    expect(told(grave(3), paused(3, ['call-back']), assessed(4), grave(4))).toContain('call-back paused');
    expect(told(paused(3), grave(4))).toContain(`call-back running ${at(5)}`);
  });

  it('keeps its extensions to itself', () => {
    const extended: ClockRule = { ...usual, extension: { length: 10, times: 1, reasons: ['complex'] } };
    const longer = [
      received,
      { fact: 'extended', at: at(3), clock: 'decision', reason: 'complex' },
      unsafe(3),
    ] as const;
    expect(clocksUnder({ ...policy, clocks: [extended, safety] }, longer).map(({ dueAt }) => dueAt)).toEqual([
      '2026-12-12T10:00:00.000Z',
      at(3),
    ]);
  });

  it('says its conditions', () => {
    expect(clocksUnder(policy, [received, grave(3)]).map(({ name, when }) => [name, when])).toEqual([
      ['decision', undefined],
      ['call-back', callBack.when],
    ]);
    expect(explainClocks(policy, [received, grave(3)]).at(-1)?.rule.when).toEqual(callBack.when);
  });
});

describe('Whatever is reassessed, paused and decided', () => {
  const facts = fc.array(
    fc.record({
      hours: fc.integer({ min: 1, max: 200 }),
      what: fc.constantFrom('unsafe', 'grave', 'calm', 'pause', 'resume', 'decide', 'reopen', 'record'),
    }),
    { maxLength: 25 },
  );

  /** Lives through the facts, and looks at each step. */
  function livedThrough(
    steps: readonly { readonly hours: number; readonly what: string }[],
    look: (before: Timeline, after: Timeline) => void,
  ) {
    let timeline: Timeline = [received];
    let now = Temporal.Instant.from(received.at);
    for (const { hours, what } of steps) {
      now = now.add({ hours });
      const instant = instantOf(now.epochMilliseconds);
      const before = timeline;
      const isPaused = clocksUnder(policy, timeline).some(({ state }) => state === 'paused');
      const isOver = timeline.findLast(({ fact }) => fact === 'decided' || fact === 'reopened')?.fact === 'decided';
      const next: Timeline =
        what === 'unsafe'
          ? [{ ...unsafe(2), at: instant }]
          : what === 'grave'
            ? [{ ...grave(2), at: instant }]
            : what === 'calm'
              ? [{ ...assessed(2), at: instant }]
              : what === 'pause' && !isPaused && !isOver
                ? [{ ...paused(2), at: instant }]
                : what === 'resume' && isPaused
                  ? [{ ...resumed(2), at: instant }]
                  : what === 'decide' && !isOver
                    ? [{ fact: 'decided', at: instant }]
                    : what === 'reopen' && isOver
                      ? [{ fact: 'reopened', at: instant }]
                      : [];
      timeline = [...timeline, ...next];
      if (what === 'record') {
        const due = pendingFirings(policy, timeline).filter((firing) => hasPassed(firing, instant)) as ClockFiring[];
        const fired = due.map(({ clock, run, mark, kind, at: when }) => ({
          fact: kind as 'missed',
          at: when,
          clock,
          run,
          mark,
        }));
        timeline = [...timeline, ...fired];
      }
      look(before, timeline);
    }
  }

  const pausesIn = (timeline: Timeline) => explainClocks(policy, timeline).map(({ pauses }) => pauses);

  it('no breach is lost or told twice, and each is shown as one', () => {
    fc.assert(
      fc.property(facts, (steps) => {
        livedThrough(steps, (_before, after) => {
          const missed = after.filter(({ fact }) => fact === 'missed');
          const runs = explainClocks(policy, after);
          const shown = runs.filter(({ fired }) => fired.some(({ fact }) => fact === 'missed'));
          expect(shown).toHaveLength(missed.length);
          for (const { clock, fired } of shown) {
            expect(['missed', 'running']).toContain(clock.state);
            expect(clock.dueAt).toBe(fired.find(({ fact }) => fact === 'missed')?.at);
          }
        });
      }),
      { endOnFailure: true },
    );
  });

  it('no reassessment ends a pause, or begins one', () => {
    fc.assert(
      fc.property(facts, (steps) => {
        livedThrough(steps, (before, after) => {
          if (after.at(-1)?.fact !== 'assessed' || after.length === before.length) return;
          const open = (timeline: Timeline) =>
            pausesIn(timeline).some((pauses) => pauses.some(({ to }) => to === undefined));
          expect(open(after)).toBe(open(before));
        });
      }),
      { endOnFailure: true },
    );
  });

  it('what was over before a reassessment is as it was', () => {
    fc.assert(
      fc.property(facts, (steps) => {
        livedThrough(steps, (before, after) => {
          if (after.at(-1)?.fact !== 'assessed' || after.length === before.length) return;
          const over = clocksUnder(policy, before).filter(({ state }) => state === 'met' || state === 'missed');
          for (const clock of over.filter(({ stoppedAt }) =>
            before.some(({ fact, at: when }) => fact === 'decided' && when === stoppedAt),
          ))
            expect(clocksUnder(policy, after)).toContainEqual(clock);
        });
      }),
      { endOnFailure: true },
    );
  });
});
