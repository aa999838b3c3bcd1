import { describe, expect, it } from '@jest/globals';
import { may, permissions, type Action } from './permissions.js';
import { roles, type Role } from './roles.js';
import { complaintCommandTypes } from '../complaint/commands.js';

const C = 'complainant';
const I = 'intake-agent';
const H = 'handler';
const S = 'supervisor';
const N = 'analyst';
const O = 'compliance';
const A = 'admin';
const Y = 'system';

/** The whole table once more, in the reader's terms: who may do what without any condition. */
const expected: { readonly [action in Action]: readonly Role[] } = {
  'lodge-complaint': [C, I, H, S, Y],
  'track-complaint': [C],
  'view-queue': [H, S, O],
  'view-case': [I, H, S, O],
  'view-history': [H, S, O],
  'view-personal-data': [I, H, S, O],
  'view-notifications': [H, S, O, A],
  'print-letters': [H, S],
  'manage-deliveries': [A],
  'view-analytics': [S, N, O, A],
  'replay-case': [O],
  'verify-integrity': [O, A],
  'run-verification': [O, A],
  'export-events': [O, A],
  'manage-views': [A],
  'view-policies': [I, H, S, N, O, A],
  'manage-policies': [A],
  receive: [C, I, H, S, Y],
  acknowledge: [H, S, Y],
  assess: [H, S],
  assign: [S],
  route: [S],
  'declare-conflict': [S],
  'send-on': [H, S],
  'add-note': [H, S],
  'request-information': [H, S],
  'add-information': [C, I, H, S],
  'add-attachment': [C, I, H, S],
  'assign-task': [H, S, Y],
  'complete-task': [H, S],
  'cancel-task': [H, S],
  'add-evidence': [H, S],
  'record-interview': [H, S],
  'report-progress': [H, S, Y],
  'record-finding': [H, S],
  'propose-response': [H, S],
  'approve-response': [S],
  'return-response': [S],
  'communicate-decision': [H, S],
  'record-acceptance': [C, H, S],
  'record-rejection': [C, H, S],
  'lodge-appeal': [C, H, S],
  'record-silence': [Y],
  'state-final-position': [H, S],
  'record-award': [H, S],
  'deliver-remedy': [H, S],
  close: [H, S],
  'correct-details': [I, H, S],
  'record-consent': [I, H, S],
  'redact-message': [O],
  'state-preferences': [C],
  reopen: [S],
  refer: [H, S],
  'record-referral-outcome': [H, S],
  withdraw: [C, H, S],
  link: [H, S],
  unlink: [H, S],
  merge: [H, S],
  unmerge: [S, Y],
  split: [H, S],
  'pause-clock': [H, S],
  'resume-clock': [H, S],
  'extend-deadline': [H, S],
  'send-holding-reply': [H, S],
  'change-calendar': [S, Y],
  'record-deadline-warned': [Y],
  'record-deadline-missed': [Y],
  'record-escalation': [Y],
  'record-link': [Y],
  absorb: [Y],
  release: [Y],
  'record-notification-attempted': [Y],
  'record-notification-sent': [Y],
  'record-notification-failed': [Y],
};

const actions = Object.keys(expected) as readonly Action[];

describe('Permissions', () => {
  it.each(actions)('grant %s to those in the table and to nobody else', (action) => {
    expect(roles.filter((role) => may([role], action))).toEqual(expected[action]);
  });

  it('cover every action', () => {
    expect(Object.keys(permissions).sort()).toEqual([...actions].sort());
  });

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
