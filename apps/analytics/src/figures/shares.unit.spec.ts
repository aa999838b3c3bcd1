import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@redress/domain';
import type { Fact } from '../facts/fact.js';
import { factWith, NOW } from '../facts/facts.fixture.spec.js';
import { added, clockShare, shareNames, shares, valueOf, type ShareName } from './shares.js';

const past = '2026-11-10T08:59:59.999Z';
const run = { name: 'decision', run: 1, purpose: 'answer', startedAt: past, grossHours: null, netHours: null } as const;
const running = (dueAt: Instant | null) => ({ ...run, state: 'running', dueAt }) as const;
const ended = { status: 'closed', since: past } as const;

/** What is counted, what is not, and what is in no population. */
const cases: { readonly [name in ShareName]: readonly [Partial<Fact>, Partial<Fact>, Partial<Fact> | undefined] } = {
  acknowledgedInTime: [{ acknowledgementInTime: 1 }, { acknowledgementDueAt: past }, { acknowledgementDueAt: NOW }],
  decidedInTime: [{ decisionInTime: 1 }, { decisionInTime: 0 }, { decisionInTime: null }],
  overdue: [{ clocks: [running(past)] }, { clocks: [running(NOW), running(null)] }, { open: 0 }],
  open: [{}, { open: 0 }, undefined],
  upheld: [{ finalDecision: 'partly-upheld' }, { finalDecision: 'not-upheld' }, {}],
  accepted: [{ finalDecision: 'upheld', accepted: 1 }, { finalDecision: 'upheld' }, { accepted: 1 }],
  disputed: [{ finalDecision: 'upheld', disputed: 1 }, { finalDecision: 'upheld' }, {}],
  resolvedEarly: [{ resolvedEarly: 1 }, {}, undefined],
  reopened: [{ course: [ended], reopened: 1 }, { course: [ended] }, {}],
  rated: [{ course: [ended], satisfaction: 1 }, { course: [ended] }, { course: [{ ...ended, status: 'merged' }] }],
  satisfied: [{ satisfaction: 4 }, { satisfaction: 3 }, {}],
  appealed: [{ finalDecision: 'upheld', appeals: 2 }, { finalDecision: 'upheld' }, {}],
  overturned: [{ appealsDecided: 1, appealsOverturned: 1 }, { appealsDecided: 1 }, { appeals: 1 }],
  referred: [{ referred: 1 }, {}, undefined],
  awarded: [{ referred: 1, awarded: 1 }, { referred: 1 }, {}],
  repeated: [{ duplicate: 1 }, { sameCause: 1 }, undefined],
};

describe('The share', () => {
  it.each(shareNames)('%s counts in its population alone', (name) => {
    const [counted, not, outside] = cases[name];
    const of = (fact: Partial<Fact>) => shares[name].of(factWith(fact), NOW);
    expect(of(counted)).toEqual({ numerator: 1, denominator: 1 });
    expect(of(not)).toEqual({ numerator: 0, denominator: 1 });
    if (outside !== undefined) expect(of(outside)).toBeUndefined();
  });

  it('of the runs of a clock counts those that are overdue as not in time, and what is not due yet nowhere', () => {
    const met = { ...run, state: 'met', dueAt: NOW } as const;
    const other = { ...run, name: 'overall', state: 'missed', dueAt: past } as const;
    const fact = factWith({ clocks: [met, running(past), running(NOW), { ...running(null), state: 'paused' }, other] });
    expect(clockShare('decision').of(fact, NOW)).toEqual({ numerator: 1, denominator: 2 });
    expect(clockShare(undefined).of(fact, NOW)).toEqual({ numerator: 1, denominator: 3 });
    expect(clockShare('acknowledgement').of(fact, NOW)).toBeUndefined();
  });

  it('of nobody has no value', () => {
    expect(valueOf({ numerator: 0, denominator: 0 })).toBeNull();
    expect(valueOf(added({ numerator: 1, denominator: 2 }, { numerator: 0, denominator: 2 }))).toBe(0.25);
  });
});
