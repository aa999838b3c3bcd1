import { describe, expect, it } from '@jest/globals';
import { may as mayAsked, permissions, type Action } from './permissions.js';
import type { PermissionFacts } from './roles.js';
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

  it('let no reader change a complaint, but compliance make words unreadable', () => {
    const changing = complaintCommandTypes.filter((type) => type !== 'redact-message');
    for (const type of changing) expect(may(['compliance', 'analyst', 'admin'], type)).toBe(false);
  });

  it('add up over roles, and grant nothing to none or to unknown ones', () => {
    expect(may(['analyst', 'handler'], 'assess')).toBe(true);
    for (const action of actions) expect(may([], action) || may(['root'], action)).toBe(false);
  });
});

describe('A wall', () => {
  const walled = { conflicts: ['hana'] };

  it('lets nobody through whom it excludes, for no action and in no role', () => {
    const roles = ['intake-agent', 'handler', 'supervisor', 'analyst', 'compliance', 'admin'];
    for (const action of actions) {
      expect(mayAsked({ id: 'hana', roles }, action, walled)).toBe(false);
      expect(mayAsked({ id: 'henry', roles }, action, walled)).toBe(may(roles, action));
    }
  });

  it.each(['Hana', 'HANA', ' hana ', 'ｈａｎａ'])('knows %j for the same person', (id) => {
    expect(mayAsked({ id, roles: ['handler'] }, 'view-case', walled)).toBe(false);
  });

  it('stands between nobody and their own complaint, and holds no service up', () => {
    const names = { conflicts: ['complainant', 'case-handling'] };
    expect(mayAsked({ id: 'complainant', roles: ['complainant'] }, 'withdraw', names)).toBe(true);
    expect(mayAsked({ id: 'case-handling', roles: ['system'] }, 'record-silence', names)).toBe(true);
    expect(mayAsked({ id: 'complainant', roles: ['handler'] }, 'withdraw', names)).toBe(false);
  });
});
