import { describe, expect, it } from '@jest/globals';
import {
  checkPolicy,
  clocksUnder,
  explainClocks,
  policyNameOf,
  shippedCalendars,
  type Moment,
  type Timeline,
  type TimelineFact,
  type Instant,
} from '@redress/domain';
import { FALLBACK_POLICY, shippedPolicies, shippedPolicyOf as policyOf } from './shipped-policies.js';

const presets = shippedPolicies();

/** Received on Thursday 17 December 2026 at 10:00 UTC: before it lie a weekend, Christmas and the new year. */
const received: TimelineFact = { fact: 'received', at: '2026-12-17T10:00:00.000Z' };

function then(fact: Moment, at: Instant): TimelineFact {
  return { fact, at };
}

function due(version: string, ...later: Timeline): readonly string[] {
  return clocksUnder(policyOf(version), [received, ...later]).map(({ name, state, dueAt }) =>
    `${name} ${state} ${dueAt ?? ''}`.trim(),
  );
}

describe('Every preset', () => {
  it.each(presets.map((policy) => [policy.version, policy] as const))(
    '%s has no fault, a source and a date',
    (version, policy) => {
      expect(
        checkPolicy(
          policy,
          shippedCalendars.map((calendar) => calendar.version),
        ),
      ).toEqual([]);
      expect(policy.source.text).toContain('Not legal advice.');
      expect(policy.names.en).toContain('(not legal advice)');
      expect(policyOf(version)).toBe(policy);
    },
  );
});

describe('The newest version of every preset', () => {
  const newest = new Map(presets.map((policy) => [policyNameOf(policy.version), policy]));
  it.each([...newest])('%s says what silence means, and on what that rests', (_name, policy) => {
    expect(policy.silence).toMatchObject({ means: 'closed' });
    expect(policy.source.text).toMatch(/[Ss]ilence/);
  });

  it('is that of complaints that no published policy covers', () => {
    expect(newest.get(policyNameOf(FALLBACK_POLICY))?.version).toBe(FALLBACK_POLICY);
  });
});

describe('A question to the complainant', () => {
  // DISP 1.6.2, article 101(2) of Directive (EU) 2015/2366, CPC 10.9 and the Complaint Handling Code do not pause, and give more time
  // only by holding replies and extensions; the others name no pause either, and a default must not extend any wait.
  it.each(presets.map((policy) => [policy.version, policy] as const))('stops no clock under %s', (_, policy) => {
    expect(policy.clocks.filter(({ pause }) => pause !== undefined)).toEqual([]);
  });
});

describe('generic', () => {
  it('gives 1 business day to acknowledge, 10 to report and 30 calendar days to decide', () => {
    // Fri 18 is 1; 21 to 25 are 2 to 6; 28 to 31 are 7 to 10. 30 days from 17 Dec are 16 Jan.
    expect(due('generic@2')).toEqual([
      'acknowledgement running 2026-12-18T23:59:59.999Z',
      'progress-report running 2026-12-31T23:59:59.999Z',
      'decision running 2027-01-16T10:00:00.000Z',
    ]);
  });
});

describe('uk-fca-disp', () => {
  it('gives until the closing of the third business day to resolve, and 8 weeks for a final response', () => {
    // Fri 18, Mon 21, Tue 22. 56 days from 17 Dec are 11 Feb.
    expect(due('uk-fca-disp@1')).toEqual([
      'summary-resolution running 2026-12-22T17:00:00.000Z',
      'decision running 2027-02-11T23:59:59.999Z',
    ]);
  });

  it('asks for no final response after a summary resolution, and for one after a later resolution', () => {
    const [decision] = due('uk-fca-disp@1', then('accepted', '2026-12-22T17:00:00.000Z')).slice(1);
    expect(decision).toContain('exempt');
    expect(due('uk-fca-disp@1', then('accepted', '2026-12-22T17:00:00.001Z'))).toEqual([
      'summary-resolution missed 2026-12-22T17:00:00.000Z',
      'decision met 2027-02-11T23:59:59.999Z',
    ]);
  });

  it('gives 15 business days for payment services, and exceptionally 35', () => {
    // 18; 21 to 24 are 2 to 5; 25 and 28 are bank holidays; 29 to 31 are 6 to 8; 1 Jan is one; 4 to 8 are 9 to 13; 11 and 12 are 14 and 15.
    expect(due('uk-fca-disp-payments@1')[1]).toBe('decision running 2027-01-12T23:59:59.999Z');
    // 11 to 15 end with 18, 18 to 22 with 23, 25 to 29 with 28, 1 to 5 Feb with 33; Tue 9 Feb is 35.
    const held = { fact: 'held', at: '2027-01-05T10:00:00.000Z', clock: 'decision', reason: 'beyond-control' } as const;
    expect(due('uk-fca-disp-payments@1', held)[1]).toBe('decision running 2027-02-09T23:59:59.999Z');
  });
});

describe('eu-psd2', () => {
  it('gives 15 business days, and with a holding reply 35', () => {
    // Without holidays: 18 is 1, 25 Dec is 6, 1 Jan is 11, Thu 7 Jan is 15; 8 Jan is 16, 29 Jan is 31, Thu 4 Feb is 35.
    const held = { fact: 'held', at: '2027-01-05T10:00:00.000Z', clock: 'decision', reason: 'beyond-control' } as const;
    expect(due('eu-psd2@1')).toEqual(['decision running 2027-01-07T23:59:59.999Z']);
    expect(due('eu-psd2@1', held)).toEqual(['decision running 2027-02-04T23:59:59.999Z']);
  });
});

describe('ie-cpc', () => {
  it('gives 5 business days to acknowledge, 20 to report and 40 to decide', () => {
    // Thu 24 Dec is 5; Thu 14 Jan is 20; Fri 5 Feb is 36, Thu 11 Feb is 40.
    expect(due('ie-cpc@1')).toEqual([
      'acknowledgement running 2026-12-24T23:59:59.999Z',
      'progress-report running 2027-01-14T23:59:59.999Z',
      'decision running 2027-02-11T23:59:59.999Z',
    ]);
  });
});

describe('au-rg271', () => {
  it('gives 1 business day to acknowledge and 30 calendar days to decide, 45 for superannuation, 21 for hardship', () => {
    expect(due('au-rg271@1')).toEqual([
      'acknowledgement running 2026-12-18T23:59:59.999Z',
      'decision running 2027-01-16T23:59:59.999Z',
    ]);
    expect(due('au-rg271-superannuation@1')[1]).toBe('decision running 2027-01-31T23:59:59.999Z');
    expect(due('au-rg271-hardship@1')[1]).toBe('decision running 2027-01-07T23:59:59.999Z');
  });

  it('asks for no letter when the complaint is resolved within 5 business days', () => {
    expect(due('au-rg271@1', then('accepted', '2026-12-24T23:00:00.000Z'))[1]).toContain('exempt');
    expect(due('au-rg271@1', then('accepted', '2026-12-25T00:00:00.000Z'))[1]).toContain('met');
  });
});

describe('us-cfpb', () => {
  it('counts 15 and 60 calendar days from the day sent to the company, and nothing before', () => {
    expect(due('us-cfpb@1')).toEqual([]);
    // Sent on 18 Dec: 15 days are 2 Jan, 60 days are 16 Feb.
    expect(due('us-cfpb@1', then('sent-on', '2026-12-18T15:00:00.000Z'))).toEqual([
      'response running 2027-01-02T23:59:59.999Z',
      'decision running 2027-02-16T23:59:59.999Z',
    ]);
  });
});

describe('uk-housing', () => {
  const first = then('acknowledged', '2026-12-18T10:00:00.000Z');

  it('gives 5 working days to acknowledge, and 10 from the acknowledgement for stage 1', () => {
    // Thu 24 Dec is 5. From Fri 18: 24 Dec is 4, 31 Dec is 7, Wed 6 Jan is 10.
    expect(due('uk-housing@1')).toEqual(['acknowledgement running 2026-12-24T23:59:59.999Z']);
    expect(due('uk-housing@1', first)[1]).toBe('stage-1 running 2027-01-06T23:59:59.999Z');
  });

  it('gives 20 working days in stage 2, counted from its own acknowledgement, by another reviewer', () => {
    const second = [then('decided', '2027-01-05T10:00:00.000Z'), then('escalated', '2027-01-20T10:00:00.000Z')];
    // Mon 25 Jan is 3, Wed 27 Jan is 5 from Wed 20. From Mon 25: Fri 19 Feb is 19, Mon 22 is 20.
    expect(due('uk-housing@1', first, ...second)).toContain('stage-2-acknowledgement running 2027-01-27T23:59:59.999Z');
    expect(due('uk-housing@1', first, ...second, then('acknowledged', '2027-01-25T10:00:00.000Z'))).toContain(
      'stage-2 running 2027-02-22T23:59:59.999Z',
    );
    expect(presets.find(({ version }) => version === 'uk-housing@1')?.stages[1]?.anotherDecider).toBe(true);
  });

  it('lets each stage be extended once, with a reason', () => {
    const extended = { fact: 'extended', at: '2027-01-05T10:00:00.000Z', clock: 'stage-1', reason: 'complex' } as const;
    // 8 Jan is 12, 15 Jan is 17, Wed 20 Jan is 20.
    expect(due('uk-housing@1', first, extended, extended)[1]).toBe('stage-1 running 2027-01-20T23:59:59.999Z');
  });
});

describe('in-pfrda', () => {
  it('gives 3 working days to acknowledge and 30 days to resolve', () => {
    expect(due('in-pfrda@1')).toEqual([
      'acknowledgement running 2026-12-22T23:59:59.999Z',
      'decision running 2027-01-16T23:59:59.999Z',
    ]);
  });
});

describe('ir-20-day', () => {
  it('gives 20 days, yellow from day 10 and red from day 15, in Tehran', () => {
    // 17 Dec and 20 days are 6 Jan, which ends at 20:29:59.999 UTC; nine days are 26 Dec, fourteen 31 Dec.
    expect(due('ir-20-day@1')).toEqual(['decision running 2027-01-06T20:29:59.999Z']);
    const [told] = explainClocks(policyOf('ir-20-day@1'), [received]);
    expect(told?.due?.jalali).toBe('1405-10-16');
    expect(told?.warnings.map(({ utc }) => utc)).toEqual(['2026-12-26T20:29:59.999Z', '2026-12-31T20:29:59.999Z']);
    expect(presets.find(({ version }) => version === 'ir-20-day@1')?.referenceFormat).toBe('ir-14-digits');
  });
});
