import { describe, expect, it } from '@jest/globals';
import type { ComplaintEventType } from '@redress/contracts';
import { may as mayAsked, permissions, type Action } from './permissions.js';
import type { PermissionFacts } from './roles.js';
import { wallBefore, wallsAfter, type Walls } from './wall.js';
import { complaintCommandTypes } from '../complaint/commands.js';

/** What the table grants to these roles, whatever the complaint. */
const may = (roles: readonly string[], action: Action, facts?: PermissionFacts): boolean =>
  mayAsked({ id: facts?.actorId ?? 'somebody', roles }, action, undefined, facts);

const actions = Object.keys(permissions) as readonly Action[];

describe('Permissions', () => {
  it('let a handler assign a complaint to nobody but themselves', () => {
    expect(may(['handler'], 'assign', { actorId: 'handler-1', assignee: 'handler-1' })).toBe(true);
    expect(may(['handler'], 'assign', { actorId: 'handler-1', assignee: 'handler-2' })).toBe(false);
    expect(may(['handler'], 'assign', { actorId: 'handler-1' })).toBe(false);
    expect(may(['supervisor'], 'assign', { actorId: 'supervisor-1', assignee: 'handler-2' })).toBe(true);
  });

  it('let a handler declare a conflict of interest of their own and of nobody else', () => {
    expect(may(['handler'], 'declare-conflict', { actorId: 'handler-1', person: 'handler-1' })).toBe(true);
    expect(may(['handler'], 'declare-conflict', { actorId: 'handler-1', person: 'handler-2' })).toBe(false);
    expect(may(['handler'], 'declare-conflict', { actorId: 'handler-1', assignee: 'handler-1' })).toBe(false);
    expect(may(['handler'], 'declare-conflict')).toBe(false);
  });

  it('let a supervisor do whatever a handler may', () => {
    for (const action of actions) expect(may(['supervisor'], action)).toBe(may(['supervisor', 'handler'], action));
  });

  it('let no reader change a complaint, but compliance hold and erase, and say who may know of it and who was given what', () => {
    const ofCompliance = [
      'redact-message',
      'restrict-access',
      'lift-restriction',
      'break-glass',
      'place-legal-hold',
      'lift-legal-hold',
      'request-erasure',
      'decline-erasure',
      'carry-out-erasure',
      'record-disclosure',
    ];
    const changing = complaintCommandTypes.filter((type) => !ofCompliance.includes(type));
    for (const type of changing) expect(may(['compliance', 'analyst', 'admin'], type)).toBe(false);
  });

  it('add up over roles, and grant nothing to none or to unknown ones', () => {
    expect(may(['analyst', 'handler'], 'assess')).toBe(true);
    for (const action of actions) expect(may([], action) || may(['root'], action)).toBe(false);
  });
});

describe('A wall', () => {
  const walled = { conflicts: ['hana'] };

  it.each<[string, Walls]>([
    ['of an interest', walled],
    ['of a restriction', { conflicts: [], restrictedTo: ['Henry', 'sara'] }],
    ['of both', { conflicts: ['hana'], restrictedTo: ['hana', 'henry'] }],
  ])('%s lets nobody through whom it excludes, for no action and in no role', (_of, walls) => {
    const roles = ['intake-agent', 'handler', 'supervisor', 'analyst', 'compliance', 'admin'];
    for (const action of actions) {
      expect(mayAsked({ id: 'hana', roles }, action, walls)).toBe(false);
      expect(mayAsked({ id: 'henry', roles }, action, walls)).toBe(may(roles, action));
    }
  });

  describe('of a team', () => {
    const sent = { team: 'Cards', unit: 'branch-12', departments: ['Fraud'], people: ['ivan', 'hana'] };
    const work = { conflicts: [], work: sent };
    const of = (id: string, teams: readonly string[] | undefined, ...roles: readonly string[]) =>
      mayAsked({ id, roles: roles.length > 0 ? roles : ['handler'], ...(teams && { teams }) }, 'view-case', work);

    it('lets through those of the team, of the unit, and of a department with a task', () => {
      for (const team of ['Cards', 'branch-12', 'Fraud']) expect(of('hugo', ['Loans', team])).toBe(true);
      expect(of('hugo', ['Loans'])).toBe(false);
      expect(of('hugo', [])).toBe(false);
      expect(of('hugo', ['cards'])).toBe(false);
    });

    it('lets through whoever took the complaint down, or was given it or a task', () => {
      expect(of('Hana', ['Loans'])).toBe(true);
      expect(of('ivan', [], 'intake-agent')).toBe(true);
    });

    it('stands before nobody who looks after all teams, or knows of the complaints of all', () => {
      expect(of('hugo', undefined)).toBe(true);
      expect(of('sara', ['Loans'], 'supervisor')).toBe(false);
      for (const role of ['compliance', 'admin']) {
        expect(wallBefore({ id: 'omid', roles: [role], teams: [] }, work)).toBeUndefined();
      }
    });

    it('stands before nobody while the complaint waits for a team', () => {
      const { team: _none, ...waiting } = sent;
      expect(wallBefore({ id: 'hugo', roles: ['handler'], teams: [] }, { ...work, work: waiting })).toBeUndefined();
      expect(wallBefore({ id: 'hugo', roles: ['handler'], teams: [] }, { conflicts: [] })).toBeUndefined();
    });

    it('gives way to a restriction, which says by name who may know, and adds to an interest', () => {
      const hugo = { id: 'hugo', roles: ['handler'], teams: ['Loans'] };
      expect(wallBefore(hugo, { ...work, restrictedTo: ['hugo'] })).toBeUndefined();
      expect(wallBefore({ ...hugo, teams: ['Cards'] }, { ...work, restrictedTo: ['sara'] })).toBe('restriction');
      expect(wallBefore({ ...hugo, teams: ['Cards'] }, { ...work, conflicts: ['hugo'] })).toBe('interest');
    });

    it('moves with the complaint', () => {
      const by = (role: string) => ({ id: 'ivan', role });
      const after = (...events: readonly Parameters<typeof wallsAfter>[1][]) =>
        events.reduce<Walls>(wallsAfter, { conflicts: [] }).work;
      const received = {
        type: 'ComplaintReceived',
        data: { organizationUnit: 'branch-12' },
        actor: by('intake-agent'),
      } as const;
      const event = <Type extends ComplaintEventType>(type: Type, data: object) => ({
        type,
        data,
        actor: by('supervisor'),
      });
      expect(after({ ...received, data: {}, actor: by('complainant') })).toEqual({ departments: [], people: [] });
      expect(
        after(
          received,
          event('ComplaintRouted', { team: 'Loans' }),
          event('ComplaintRouted', { team: 'Cards', person: 'henry' }),
          event('ComplaintAssigned', { assignee: 'hana' }),
          event('ComplaintAssigned', {}),
          event('TaskAssigned', { assignee: 'HANA', department: 'Fraud' }),
          event('TaskAssigned', { assignee: 'hugo', department: 'Fraud' }),
          event('DetailsCorrected', { product: 'card' }),
        ),
      ).toEqual({ team: 'Cards', unit: 'branch-12', departments: ['Fraud'], people: ['ivan', 'hana', 'hugo'] });
      expect(after(received, event('DetailsCorrected', { organizationUnit: 'branch-7' }))?.unit).toBe('branch-7');
    });
  });

  it.each(['Hana', 'HANA', ' hana ', 'ｈａｎａ'])('knows %j for the same person', (id) => {
    expect(mayAsked({ id, roles: ['handler'] }, 'view-case', walled)).toBe(false);
  });

  it('stands between nobody and their own complaint, and holds no service up', () => {
    const names = { conflicts: ['complainant', 'case-handling'], restrictedTo: ['sara'] };
    expect(mayAsked({ id: 'complainant', roles: ['complainant'] }, 'withdraw', names)).toBe(true);
    expect(mayAsked({ id: 'case-handling', roles: ['system'] }, 'record-silence', names)).toBe(true);
    expect(mayAsked({ id: 'complainant', roles: ['handler'] }, 'withdraw', names)).toBe(false);
  });
});
