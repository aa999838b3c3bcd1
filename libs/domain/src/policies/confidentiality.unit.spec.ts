import { describe, expect, it } from '@jest/globals';
import { staffListOf } from '../permissions/person.js';
import { checkPolicy } from './check-policy.js';
import { restrictionAtReceipt, type Confidentiality } from './confidentiality.js';
import { acme } from './policy.mother.spec.js';

const confidentiality: Confidentiality = {
  asked: ['sara', 'henry'],
  rules: [
    { name: 'employment', when: { concern: ['employment'] }, people: ['carla'] },
    { name: 'loans-by-letter', when: { product: ['loan'], channel: ['letter', 'phone'] }, people: ['hugo'] },
  ],
};
const web = { channel: 'web' } as const;

describe('The policy makes confidential at receipt', () => {
  it('what its complainant wants confidential, to those whom it names for that', () => {
    expect(restrictionAtReceipt(confidentiality, web, true)).toEqual({ people: ['sara', 'henry'], basis: 'asked' });
    expect(restrictionAtReceipt(confidentiality, web, false)).toBeUndefined();
  });

  it('what a rule matches in all its parts, to those whom the rule names, also where its complainant asks', () => {
    const dismissed = { ...web, concern: 'employment' } as const;
    const byRule = { people: ['carla'], rule: 'employment' };
    expect(restrictionAtReceipt(confidentiality, dismissed, false)).toEqual({ ...byRule, basis: 'rule' });
    expect(restrictionAtReceipt(confidentiality, dismissed, true)).toEqual({ ...byRule, basis: 'asked' });
    const loan = { product: 'loan', channel: 'letter' } as const;
    expect(restrictionAtReceipt(confidentiality, loan, false)?.people).toEqual(['hugo']);
    expect(restrictionAtReceipt(confidentiality, { ...loan, channel: 'web' }, false)).toBeUndefined();
    expect(restrictionAtReceipt(confidentiality, { channel: 'letter' }, false)).toBeUndefined();
  });

  it('nothing where it names nobody', () => {
    expect(restrictionAtReceipt(undefined, web, true)).toBeUndefined();
    expect(restrictionAtReceipt({ rules: confidentiality.rules! }, web, true)).toBeUndefined();
  });
});

describe('The check of a policy of confidential complaints', () => {
  const [employment, loans] = confidentiality.rules!;
  const staff = staffListOf(['sara', 'henry', 'carla', 'hugo']);
  const faults = (change: object) => checkPolicy({ ...acme, confidentiality: change }, ['generic@1'], staff);

  it('finds no fault where everybody is in the staff directory, or there is none', () => {
    expect(faults(confidentiality)).toEqual([]);
    expect(checkPolicy({ ...acme, confidentiality: { asked: ['nadia'] } }, ['generic@1'])).toEqual([]);
  });

  it.each([
    ['names nobody at all', {}, '/confidentiality', 'Must name people, in asked, rules or both.'],
    ['an empty list', { asked: [] }, '/confidentiality/asked', 'Must be a list of 1 to 50 items.'],
    [
      'an empty list in a rule',
      { rules: [{ ...employment, people: [] }] },
      '/confidentiality/rules/0/people',
      'Must be a list of 1 to 50 items.',
    ],
    ['no rules', { rules: [] }, '/confidentiality/rules', 'Must be a list of 1 to 100 items.'],
    [
      'a person whom nobody knows',
      { asked: ['sara', 'hanry'] },
      '/confidentiality/asked/1',
      'Must be somebody in the staff directory. Did you mean henry?',
    ],
    [
      'the same in a rule',
      { rules: [{ ...employment, people: ['No Such Person'] }] },
      '/confidentiality/rules/0/people/0',
      'Must be somebody in the staff directory.',
    ],
    [
      'an invisible letter',
      { asked: ['sa\u200bra'] },
      '/confidentiality/asked/0',
      'Must consist of letters that can be seen, all of one script.',
    ],
    [
      'somebody twice',
      { asked: ['sara', 'Sara'] },
      '/confidentiality/asked/1',
      'Must be another person than those before.',
    ],
    [
      'two rules of one name',
      { rules: [employment, { ...loans, name: 'employment' }] },
      '/confidentiality/rules/1/name',
      'Must be unique among rules.',
    ],
    [
      'an unknown concern',
      { rules: [{ ...employment, when: { concern: ['gossip'] } }] },
      '/confidentiality/rules/0/when/concern/0',
      'Must be one of product-or-service, complaint-handling, employment, external-dispute.',
    ],
  ])('refuses %s', (_what, change, pointer, problem) => {
    expect(faults(change)).toEqual([{ pointer, problem }]);
  });
});
