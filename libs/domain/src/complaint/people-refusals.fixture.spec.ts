import { staffListOf } from '../permissions/person.js';
import { command, happened, historyTo, supervisor, task } from './complaint.mother.spec.js';
import type { Example } from './relation-refusals.fixture.spec.js';

const staff = staffListOf(['hana', 'henry', 'sara']);
const teams = staffListOf(['Cards', 'Loans']);
const ofHandler2 = happened('ComplaintAssigned', { assignee: 'handler-2' });

/** At least one example of every refusal that is about the people and teams whom a command names. */
export const peopleRefusals = {
  'person-unknown': [
    [historyTo.received, command('assign', { assignee: 'No Such Person!' }, { staff, actor: supervisor })],
    [historyTo.received, command('route', { team: 'Cards', person: 'xerxes' }, { staff, actor: supervisor })],
  ],
  'person-misspelt': [
    [historyTo.received, command('assign', { assignee: 'hanna' }, { staff, actor: supervisor })],
    [historyTo.received, command('route', { team: 'Cards', person: 'hnaa' }, { staff, actor: supervisor })],
    [historyTo.received, command('declare-conflict', { person: 'hana1', nature: 'x' }, { staff, actor: supervisor })],
    [historyTo.received, command('assign-task', { ...task, assignee: 'han' }, { staff })],
  ],
  'team-unknown': [
    [historyTo.received, command('route', { team: 'Nowhere at all' }, { teams, actor: supervisor })],
    [historyTo.received, command('assign-task', { ...task, department: 'Nowhere at all' }, { teams })],
  ],
  'team-misspelt': [
    [historyTo.received, command('route', { team: 'Crads' }, { teams, actor: supervisor })],
    [historyTo.received, command('assign-task', { ...task, department: 'Loan' }, { teams })],
  ],
  'conflict-already-declared': [
    [
      [...historyTo.received, happened('ConflictOfInterestDeclared', { person: 'handler-1', nature: 'A cousin.' })],
      command('declare-conflict', { person: 'handler-1', nature: 'A brother.' }, { actor: supervisor }),
    ],
  ],
  'assigned-to-other': [
    [[...historyTo.received, ofHandler2], command('assign', { assignee: 'handler-1' })],
    [[...historyTo.received, ofHandler2], command('assign', { assignee: 'handler-1', from: 'handler-3' })],
    [historyTo.received, command('assign', { assignee: 'handler-1', from: 'handler-3' })],
    [[...historyTo.received, ofHandler2], command('unassign', { assignee: 'handler-1' })],
  ],
} satisfies { readonly [code: string]: readonly [Example, ...Example[]] };
