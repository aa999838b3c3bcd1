import { describe, expect, it } from '@jest/globals';
import {
  assessment,
  command,
  given,
  happened,
  historyTo,
  received,
  supervisor,
} from '../complaint/complaint.mother.spec.js';
import { acme } from '../policies/policy.mother.spec.js';
import { isPersonName, isSamePerson, staffListOf } from './person.js';

describe('Two spellings', () => {
  it.each([
    ['hana', 'Hana'],
    ['hana', ' HANA'],
    ['jos\u00e9', 'Jose\u0301'],
    ['hana', '\uff48\uff41\uff4e\uff41'],
    ['علی', 'علي'],
  ])('%j and %j are one person', (one, other) => {
    expect(isSamePerson(one, other)).toBe(true);
  });

  it.each([
    ['hana', 'hanna'],
    ['handler-1', 'handler-2'],
    ['josé', 'jose'],
  ])('%j and %j are two', (one, other) => {
    expect(isSamePerson(one, other)).toBe(false);
  });
});

describe('The name of a person', () => {
  it.each(['hana', 'Hana Berg', 'auth0|5f7c', 'h.berg@example.org', 'رابین', 'Юлия', '田中'])('may be %j', (name) => {
    expect(isPersonName(name)).toBe(true);
  });

  it.each([
    ['nothing to see', '\u200b'],
    ['an invisible blank', 'ha\u200bna'],
    ['a soft hyphen', 'ha\u00adna'],
    ['a change of direction', 'hana\u202e'],
    ['a control character', 'hana\u0007'],
    ['a Cyrillic letter among Latin ones', 'h\u0430na'],
    ['a Greek letter among Latin ones', '\u03bfscar'],
  ])('has not %s', (_what, name) => {
    expect(isPersonName(name)).toBe(false);
  });
});

describe('The list of staff', () => {
  const staff = staffListOf(['hana', 'hugo', 'henry', 'sara', 'Zoë']);

  it('finds a person in every spelling, and says its own', () => {
    expect(['hana', 'HANA', 'zoe\u0308'].map((name) => staff.find(name))).toEqual(['hana', 'hana', 'Zoë']);
    expect(staff.find('hanna')).toBeUndefined();
  });

  it.each([
    ['hanna', ['hana']],
    ['hnaa', ['hana']],
    ['Hana1', ['hana']],
    ['huga', ['hugo']],
    ['No Such Person!', []],
    ['x', []],
  ])('takes %j for %j', (name, meant) => {
    expect(staff.meant(name)).toEqual(meant);
  });

  it('names three people at most', () => {
    expect(staffListOf(['ana1', 'ana2', 'ana3', 'ana4']).meant('ana')).toHaveLength(3);
  });

  it('decides how a person is recorded', () => {
    given([received])
      .when(command('assign', { assignee: 'HANA' }, { staff, actor: supervisor }))
      .then([{ type: 'ComplaintAssigned', data: { assignee: 'hana' } }]);
    given([received, happened('ComplaintAssigned', { assignee: 'hana' })])
      .when(command('assign', { assignee: 'Hana' }, { staff, actor: supervisor }))
      .thenNothing();
  });

  it('does not stop a service that names whom the list has lost', () => {
    const work = { task: 'call-1', kind: 'call', title: 'Call.', assignee: 'gone' } as const;
    given([received])
      .when(command('assign-task', work, { staff, actor: { id: 'notification', role: 'system' } }))
      .then([{ type: 'TaskAssigned', data: work }]);
  });

  it('leaves a case to the team when the rule of the policy names whom it has lost', () => {
    const routes = [{ name: 'all', when: {}, team: 'Cards', person: 'gone' }];
    given(historyTo.acknowledged)
      .when(command('assess', assessment, { staff, policy: { ...acme, routes } }))
      .then([
        { type: 'ComplaintAssessed', data: { ...assessment, priority: 'normal' } },
        { type: 'ComplaintRouted', data: { team: 'Cards', rule: 'all' } },
      ]);
  });
});
