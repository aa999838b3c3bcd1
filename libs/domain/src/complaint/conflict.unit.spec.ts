import { describe, expect, it } from '@jest/globals';
import { command, given, happened, historyTo, received, stateAfter, supervisor } from './complaint.mother.spec.js';
import { availableCommands } from './commands.js';

const cousin = { person: 'handler-1', nature: 'The complainant is a cousin of mine.' };
const declared = happened('ConflictOfInterestDeclared', cousin);
const assigned = happened('ComplaintAssigned', { assignee: 'handler-1' });

describe('Declaring a conflict of interest', () => {
  it('records whose it is and of what kind, once for each person', () => {
    given([received])
      .when(command('declare-conflict', cousin))
      .then([{ type: 'ConflictOfInterestDeclared', data: cousin }]);
    given([received, declared]).when(command('declare-conflict', cousin)).thenNothing();
    given([received, declared])
      .when(command('declare-conflict', { ...cousin, nature: 'Once more.' }))
      .thenRefused('conflict-already-declared');
  });

  it('puts the complaint of that person back into the queue in the same decision', () => {
    given([received, assigned])
      .when(command('declare-conflict', cousin, { actor: supervisor }))
      .then([
        { type: 'ConflictOfInterestDeclared', data: cousin },
        { type: 'ComplaintAssigned', data: {} },
      ]);
    const unassigned = happened('ComplaintAssigned', {});
    expect(stateAfter([received, assigned, declared, unassigned])).not.toHaveProperty('assignee');
  });

  it('leaves the complaint of another person where it is', () => {
    given([received, happened('ComplaintAssigned', { assignee: 'handler-2' })])
      .when(command('declare-conflict', cousin))
      .then([{ type: 'ConflictOfInterestDeclared', data: cousin }]);
  });

  it('leaves nothing to them that shapes the outcome, and to others everything', () => {
    const state = stateAfter([...historyTo['response-proposed'], declared]);
    const left = availableCommands(state, { id: 'handler-1', roles: ['supervisor'] });
    expect(left).toEqual(expect.arrayContaining(['add-note', 'add-information', 'assign', 'withdraw']));
    for (const shaping of [
      'assess',
      'route',
      'record-finding',
      'propose-response',
      'return-response',
      'close',
      'refer',
    ])
      expect(left).not.toContain(shaping);
    expect(availableCommands(state, { id: 'supervisor-1', roles: ['supervisor'] })).toContain('approve-response');
  });
});
