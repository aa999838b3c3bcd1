import { describe, expect, it } from '@jest/globals';
import { policyFileSchema } from '@redress/contracts';
import { clocksUnder, policyCalendar, routeFor, type Policy, type RoutedComplaint } from '@redress/domain';
import { publicPage } from '@redress/texts';
import { readPolicyFile } from '@redress/policies';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const text = readFileSync(join(import.meta.dirname, '../../docs/how-to/example-policy.yaml'), 'utf8');
const read = readPolicyFile(text);
const policy = (read as { readonly policy: Policy }).policy;

/** Optional parts of a policy that the example must show. */
const OPTIONAL = ['ownCalendar', 'silence', 'routes', 'confidentiality', 'rootCauses'];

describe('The example of a policy', () => {
  it('has no fault, neither by the check nor by the schema', () => {
    expect(read).not.toHaveProperty('faults');
    expect(new Ajv2020({ strict: false }).validate(policyFileSchema, policy)).toBe(true);
  });

  it('shows what no preset has: routes, approval limits, a pause, an extension, two stages and a calendar of its own', () => {
    expect(Object.keys(policy)).toEqual(expect.arrayContaining(OPTIONAL));
    expect(policy.approvalLimits.map(({ by }) => by)).toEqual(['supervisor', 'compliance']);
    expect(policy.stages).toHaveLength(2);
    const decision = policy.clocks.find(({ name }) => name === 'decision');
    expect(decision).toMatchObject({ pause: { reasons: ['information-requested'] }, extension: { times: 1 } });
  });

  it('sends complaints where it says', () => {
    const complaint: RoutedComplaint = {
      severity: 'low',
      complexity: 'simple',
      impact: 'individual',
      safetyImplication: false,
    };
    const teamOf = (change: Partial<RoutedComplaint>) =>
      routeFor(policy.routes ?? [], { ...complaint, ...change })?.team;
    expect(teamOf({ safetyImplication: true, product: 'credit-card' })).toBe('urgent-care');
    expect(teamOf({ severity: 'critical', product: 'credit-card' })).toBe('senior-handlers');
    expect(teamOf({ product: 'credit-card' })).toBe('card-services');
    expect(teamOf({})).toBe('complaints');
  });

  it('counts by its own calendar', () => {
    // Received on Fri 27 Aug 2027 at 18:00 BST, after closing. To acknowledge, the clock starts on Sat 28 at ten; Sun 29 is off, and Mon 30,
    // a bank holiday, is worked here and is 1. To report: Sat 28 is 1, Mon 30 to Sat 4 Sep are 2 to 7, Mon 6 to Wed 8 are 8 to 10, to its
    // closing at 17:00 BST. To decide: Thu 9 to Sat 11 are 11 to 13, Mon 13 to Sat 18 are 14 to 19, Mon 20 is 20. 56 days are Fri 22 Oct.
    const received = { fact: 'received', at: '2027-08-27T17:00:00.000Z' } as const;
    expect(clocksUnder(policy, [received]).map(({ name, dueAt }) => `${name} ${dueAt ?? ''}`)).toEqual([
      'acknowledgement 2027-08-30T16:00:00.000Z',
      'progress-report 2027-09-08T16:00:00.000Z',
      'decision 2027-09-20T22:59:59.999Z',
      'overall 2027-10-22T22:59:59.999Z',
    ]);
    expect(policyCalendar(policy).version).toBe('example-bank@1');
  });

  it('gives a matter of safety 24 hours from receipt', () => {
    const received = { fact: 'received', at: '2027-08-27T17:00:00.000Z' } as const;
    const values = { severity: 'high', priority: 'high', complexity: 'simple', impact: 'individual' } as const;
    const assessed = { fact: 'assessed', at: '2027-08-27T18:00:00.000Z', ...values, safetyImplication: true } as const;
    const running = clocksUnder(policy, [received, assessed]).filter(({ state }) => state === 'running');
    expect(running.find(({ name }) => name === 'decision')?.dueAt).toBe('2027-08-28T17:00:00.000Z');
  });

  it('tells the public in both languages', () => {
    const times = (language: 'en' | 'fa') => publicPage(policy, language).steps.map(({ time }) => time);
    expect(times('en')[0]).toBe('within 1 business day, counted from receipt');
    expect(times('en')[2]).toBe(
      'within 20 business days, counted from receipt; within 24 hours, counted from receipt, if safety is affected',
    );
    expect(times('fa')).toHaveLength(times('en').length);
  });
});
