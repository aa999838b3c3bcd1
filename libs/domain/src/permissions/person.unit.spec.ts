import { describe, expect, it } from '@jest/globals';
import { toActorId } from '@redress/testing';
import {
  assessment,
  command,
  given,
  happened,
  historyTo,
  received,
  supervisor,
} from '../complaint/complaint.mother.spec.js';
import type { Instant } from '../instant.js';
import { acme } from '../policies/policy.mother.spec.js';
import { endlessDeputies, isPersonName, isSamePerson, staffListOf } from './person.js';

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

describe('An absence', () => {
  const from: Instant = '2026-11-09T00:00:00.000Z';
  const until: Instant = '2026-11-16T00:00:00.000Z';
  const names = ['hana', 'hugo', 'sara'];
  const list = staffListOf(names, [
    ['hana', { from, until, deputy: 'Hugo' }],
    ['hugo', { from: '2026-11-12T00:00:00.000Z', until, deputy: 'sara' }],
  ]);

  it.each<[at: Instant, deputy: string | undefined]>([
    ['2026-11-08T23:59:59.999Z', undefined],
    [from, 'hugo'],
    ['2026-11-11T23:59:59.999Z', 'hugo'],
    ['2026-11-12T00:00:00.000Z', 'sara'],
    [until, undefined],
  ])('gives the work at %s to %s', (at, deputy) => {
    expect(list.deputyOf('HANA', at)).toBe(deputy);
    expect(list.deputyOf('sara', at)).toBeUndefined();
  });

  it('does not lead back to anybody, nor on and on', () => {
    const chain = (...people: readonly string[]) =>
      new Map(people.slice(1).map((deputy, index) => [people[index] ?? '', { deputy }]));
    const many = Array.from({ length: 12 }, (_, index) => `person-${index}`);
    expect(endlessDeputies(chain('hana', 'hugo', 'Hana'))).toEqual(['hana', 'hugo']);
    expect(endlessDeputies(chain('hana', 'hana'))).toEqual(['hana']);
    expect(endlessDeputies(chain('sara', 'hana', 'hugo', 'hana'))).toEqual(['sara', 'hana', 'hugo']);
    expect(endlessDeputies(chain(...many))).toHaveLength(11);
    expect(endlessDeputies(chain(...many.slice(0, 11)))).toBeUndefined();
  });

  // Commands are decided on 10 November.
  it('sends assignments, tasks and routes to the deputy, and says in whose place', () => {
    const context = { actor: supervisor, staff: list };
    const assigned = { assignee: 'hugo', insteadOf: 'hana' };
    given([received])
      .when(command('assign', { assignee: 'Hana' }, context))
      .then([{ type: 'ComplaintAssigned', data: assigned }]);
    given([received, happened('ComplaintAssigned', assigned)])
      .when(command('assign', { assignee: 'hana' }, context))
      .thenNothing();
    const task = { task: 'call', kind: 'call', title: 'Call.' } as const;
    given([received])
      .when(command('assign-task', { ...task, assignee: 'hana' }, context))
      .then([{ type: 'TaskAssigned', data: { ...task, ...assigned } }]);
    given([received])
      .when(command('route', { team: 'Cards', person: 'hana' }, context))
      .then([
        { type: 'ComplaintRouted', data: { team: 'Cards', person: 'hugo' } },
        { type: 'ComplaintAssigned', data: assigned },
      ]);
    const routes = [{ name: 'all', when: {}, team: 'Cards', person: 'hana' }];
    given(historyTo.acknowledged)
      .when(command('assess', assessment, { staff: list, policy: { ...acme, routes } }))
      .then([
        { type: 'ComplaintAssessed', data: { ...assessment, priority: 'normal' } },
        { type: 'ComplaintRouted', data: { team: 'Cards', person: 'hugo', rule: 'all' } },
        { type: 'ComplaintAssigned', data: assigned },
      ]);
  });

  it('does not stop anybody from taking work themselves, nor move a wall', () => {
    const context = { actor: { id: toActorId('hana'), role: 'handler' }, staff: list };
    given([received])
      .when(command('assign', { assignee: 'hana' }, context))
      .then([{ type: 'ComplaintAssigned', data: { assignee: 'hana' } }]);
    const interest = { person: 'hana', nature: 'A cousin.' };
    given([received])
      .when(command('declare-conflict', interest, { ...context, actor: supervisor }))
      .then([{ type: 'ConflictOfInterestDeclared', data: interest }]);
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

  it('decides how a team is recorded', () => {
    const teams = staffListOf(['Cards', 'Loans']);
    given([received])
      .when(command('route', { team: ' cards' }, { teams, actor: supervisor }))
      .then([{ type: 'ComplaintRouted', data: { team: 'Cards' } }]);
  });

  it('does not stop a service that names whom the list has lost', () => {
    const work = { task: 'call-1', kind: 'call', title: 'Call.', assignee: 'gone' } as const;
    given([received])
      .when(command('assign-task', work, { staff, actor: { id: toActorId('notification'), role: 'system' } }))
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
