import { describe, expect, it } from '@jest/globals';
import { checkPolicy } from './check-policy.js';
import { acme } from './policy.mother.spec.js';

const [clock, decision] = acme.clocks;
const ownCalendar = { names: acme.names, source: acme.source, basedOn: 'england@1', holidays: [] };

function pointers(change: object): readonly string[] {
  return checkPolicy({ ...acme, ...change }, ['generic@1']).map(({ pointer }) => pointer);
}

function withSteps(steps: readonly object[]): object {
  return { en: { ...acme.texts.en, steps }, fa: { ...acme.texts.fa, steps } };
}

function withCauses(...causes: readonly object[]): object {
  const names = { en: 'Cause', fa: 'علت' };
  return { rootCauses: { version: 'acme-causes@1', causes: causes.map((cause) => ({ names, ...cause })) } };
}

describe('The check of a policy', () => {
  it('finds no fault in a policy whose calendar exists', () => {
    expect(pointers({})).toEqual([]);
    const routes = ['grave', 'cards', 'all'].map((name) => ({ name, when: {}, team: 'A' }));
    expect(pointers({ routes })).toEqual([]);
    expect(pointers(withCauses({ code: 'people' }, { code: 'training', parent: 'people' }))).toEqual([]);
    expect(pointers({ routes: [{ name: 'all', when: { severity: ['high'] }, team: 'A', person: 'hana' }] })).toEqual(
      [],
    );
    expect(pointers({ validTo: '2026-12-31', scope: { channels: ['web'], jurisdictions: ['IR'] } })).toEqual([]);
  });

  it('takes a calendar of its own under a name that does not ship', () => {
    expect(pointers({ calendar: 'acme-offices@1', ownCalendar })).toEqual([]);
    expect(pointers({ calendar: 'acme-offices@12', ownCalendar: { ...ownCalendar, basedOn: 'iran@1' } })).toEqual([]);
  });

  it('takes clocks of one name of which never more than one applies', () => {
    const otherwise = { ...decision, when: undefined };
    const forSafety = { ...decision, when: { safetyImplication: true } };
    const forGrave = { ...decision, when: { severity: ['high', 'critical'], safetyImplication: false } };
    expect(pointers({ clocks: [clock, otherwise, forSafety, forGrave] })).toEqual([]);
    expect(pointers({ clocks: [clock, forSafety, decision] })).toEqual([]);
  });

  it.each([
    ['a condition that is never met', { when: { severity: ['grave'] } }, '/clocks/1/when/severity/0'],
    ['a condition of no value', { when: { priority: [] } }, '/clocks/1/when/priority'],
    ['a condition on what is not assessed', { when: { age: ['old'] } }, '/clocks/1/when/age'],
    ['an empty condition', { when: {} }, '/clocks/1/when'],
  ])('finds %s', (_, change, pointer) => {
    expect(pointers({ clocks: [clock, { ...decision, ...change }] })).toEqual([pointer]);
  });

  it.each([
    ['could both apply', { when: { priority: ['urgent'] } }, '/clocks/2/when'],
    ['start differently', { when: { safetyImplication: false }, anchor: 'acknowledged' }, '/clocks/2/anchor'],
    ['stop differently', { when: { safetyImplication: false }, stops: ['ended'] }, '/clocks/2/stops'],
  ])('finds two clocks of one name that %s', (_, change, pointer) => {
    const forSafety = { ...decision, when: { safetyImplication: true } };
    expect(pointers({ clocks: [clock, forSafety, { ...decision, ...change }] })).toEqual([pointer]);
  });

  it.each([
    ['a calendar that nobody published', { calendar: 'generic@2' }, '/calendar'],
    ['a calendar of its own under a name that ships', { calendar: 'generic@2', ownCalendar }, '/calendar'],
    [
      'a fault within its own calendar, by its place',
      { calendar: 'acme-offices@1', ownCalendar: { ...ownCalendar, basedOn: 'moon@1' } },
      '/ownCalendar/basedOn',
    ],
    [
      'a fault within a clock, by its place',
      { clocks: [{ ...clock, anchor: 'last-changed' }, decision] },
      '/clocks/0/anchor',
    ],
    ['two clocks of one name', { clocks: [clock, decision, clock] }, '/clocks/2/name'],
    ['a stage that the policy does not have', { clocks: [{ ...clock, stage: 2 }, decision] }, '/clocks/0/stage'],
    ['an end before the beginning', { validTo: '2025-12-31' }, '/validTo'],
    ['an empty scope, which would take in nothing', { scope: { products: [] } }, '/scope/products'],
    ['a channel that is not known', { scope: { channels: ['fax'] } }, '/scope/channels/0'],
    ['an escalation of no clock', { escalations: [{ clock: 'x', at: 'due', to: 'admin' }] }, '/escalations/0/clock'],
    [
      'an escalation at a warning that is not there',
      { escalations: [{ clock: 'decision', at: { warning: 0 }, to: 'admin' }] },
      '/escalations/0/at/warning',
    ],
    [
      'an amount with a sign',
      { approvalLimits: [{ above: { value: '-1', currency: 'EUR' }, by: 'supervisor' }] },
      '/approvalLimits/0/above/value',
    ],
    [
      'another decider in the first stage',
      { stages: [{ names: acme.names, anotherDecider: true }] },
      '/stages/0/anotherDecider',
    ],
    [
      'a first stage that a rejection begins',
      { stages: [{ ...acme.stages[0], automatic: true }] },
      '/stages/0/automatic',
    ],
    [
      'a silence that means nothing known',
      { silence: { after: { length: 1, unit: 'weeks', end: 'instant' }, means: 'rejected' } },
      '/silence/means',
    ],
    [
      'a web address without encryption',
      { outsideBodies: [{ names: acme.names, web: 'http://a.example' }] },
      '/outsideBodies/0/web',
    ],
    [
      'two limits of one role in one currency',
      { approvalLimits: [...acme.approvalLimits, ...acme.approvalLimits] },
      '/approvalLimits/1/above/currency',
    ],
    [
      'a step told to the public that no clock stands behind',
      { texts: withSteps([{ clock: 'x', text: 'X' }]) },
      '/texts/en/steps/0/clock',
    ],
    [
      'a step told in one language only',
      { texts: { ...acme.texts, fa: { ...acme.texts.fa, steps: acme.texts.fa.steps.slice(1) } } },
      '/texts/fa/steps',
    ],
    [
      'a way told in one language only',
      { texts: { ...acme.texts, fa: { ...acme.texts.fa, ways: [{ channel: 'email', at: 'a' }] } } },
      '/texts/fa/ways',
    ],
    ['a language that is left out', { texts: { en: acme.texts.en } }, '/texts/fa'],
    ['a form of references that nobody makes', { referenceFormat: 'digits-14' }, '/referenceFormat'],
    [
      'two routes of one name',
      {
        routes: [
          { name: 'all', when: {}, team: 'A' },
          { name: 'all', when: {}, team: 'B' },
        ],
      },
      '/routes/1/name',
    ],
    ['a route without a team', { routes: [{ name: 'all', when: {} }] }, '/routes/0/team'],
    [
      'a route by what nobody assesses',
      { routes: [{ name: 'all', when: { colour: ['red'] }, team: 'A' }] },
      '/routes/0/when/colour',
    ],
    ['two causes of one code', withCauses({ code: 'training' }, { code: 'training' }), '/rootCauses/causes/1/code'],
    [
      'a cause within one that is not there',
      withCauses({ code: 'training', parent: 'people' }),
      '/rootCauses/causes/0/parent',
    ],
    [
      'causes within each other',
      withCauses({ code: 'a', parent: 'b' }, { code: 'b', parent: 'a' }),
      '/rootCauses/causes/0/parent',
    ],
    ['no time for which it is kept', { retentionYears: 0 }, '/retentionYears'],
  ])('finds %s', (_, change, pointer) => {
    expect(pointers(change)).toEqual([pointer]);
  });

  it('answers a fault instead of throwing, whatever it is given', () => {
    expect(checkPolicy(null, [])).toEqual([{ pointer: '', problem: 'Must be an object.' }]);
    expect(checkPolicy({ clocks: 3 }, []).length).toBeGreaterThan(5);
  });
});
