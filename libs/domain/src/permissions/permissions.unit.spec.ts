import { describe, expect, it } from '@jest/globals';
import { may, permissions, type Action } from './permissions.js';
import { complaintCommandTypes } from '../complaint/commands.js';

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
