import { describe, expect, it } from '@jest/globals';
import {
  command,
  complainant,
  given,
  handler,
  happened,
  historyTo,
  received,
  stateAfter,
  supervisor,
} from './complaint.mother.spec.js';
import { availableCommands, complaintCommands, complaintCommandTypes, type ComplaintCommandType } from './commands.js';

const cousin = { person: 'handler-1', nature: 'The complainant is a cousin of mine.' };
const everyRole = ['handler', 'supervisor', 'compliance', 'admin'];

/** An ordinary content of a command, from its own examples. */
const contentOf = (type: ComplaintCommandType): object =>
  Object.fromEntries(
    Object.entries(complaintCommands[type].examples as Record<string, readonly unknown[]>).map(([field, [first]]) => [
      field,
      first,
    ]),
  );
const declared = happened('ConflictOfInterestDeclared', cousin);
const assigned = happened('ComplaintAssigned', { assignee: 'handler-1' });

describe('Declaring a conflict of interest', () => {
  it('records whose it is and of what kind, once for each person', () => {
    given([received])
      .when(command('declare-conflict', cousin))
      .then([{ type: 'ConflictOfInterestDeclared', data: cousin }]);
    given([received, declared])
      .when(command('declare-conflict', cousin, { actor: supervisor }))
      .thenNothing();
    given([received, declared])
      .when(command('declare-conflict', { ...cousin, nature: 'Once more.' }, { actor: supervisor }))
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

  it.each(complaintCommandTypes.filter((type) => !['receive', 'record-interview'].includes(type)))(
    'leaves nothing to them: %s is answered as on a complaint that does not exist',
    (type) => {
      for (const history of Object.values(historyTo)) {
        const sent = command(type, contentOf(type) as never, { actor: { ...handler, roles: everyRole } });
        given([...history, declared])
          .when(sent)
          .thenRefused('complaint-unknown');
        given([...history, happened('ConflictOfInterestDeclared', { ...cousin, person: 'HANDLER-1' })])
          .when(sent)
          .thenRefused('complaint-unknown');
      }
    },
  );

  it('leaves them an interview, in which they are heard as staff and in no other part', () => {
    const state = stateAfter([...historyTo['response-proposed'], declared]);
    expect(availableCommands(state, { id: 'handler-1', roles: everyRole })).toEqual(['record-interview']);
    const heard = { with: 'A teller', role: 'staff', heldOn: '2026-11-04', summary: 'I was not there.' } as const;
    given([received, declared])
      .when(command('record-interview', heard))
      .then([{ type: 'InterviewRecorded', data: heard }]);
    given([received, declared])
      .when(command('record-interview', { ...heard, role: 'witness' }))
      .thenRefused('complaint-unknown');
  });

  it('leaves everything to others, the complainant and the services', () => {
    const state = stateAfter([...historyTo['response-proposed'], declared]);
    expect(availableCommands(state, { id: 'supervisor-1', roles: ['supervisor'] })).toContain('approve-response');
    const named = { ...cousin, person: 'complainant' };
    given([received, happened('ConflictOfInterestDeclared', named)])
      .when(command('withdraw', {}, { actor: complainant }))
      .then([{ type: 'ComplaintWithdrawn', data: {} }]);
  });

  it('answers a repeat of what they did before as it was answered then', () => {
    const before = happened('NoteAdded', { text: 'Called.', visibility: 'internal' }, { commandId: 'before' });
    given([received, before, declared])
      .when(command('add-note', { text: 'Called.', visibility: 'internal' }, { id: 'before' }))
      .thenNothing();
  });
});
