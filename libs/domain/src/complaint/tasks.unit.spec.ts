import { describe, expect, it } from '@jest/globals';
import {
  command,
  given,
  handler,
  happened,
  historyTo,
  received,
  stateAfter,
  task,
  tasked,
} from './complaint.mother.spec.js';
import { availableCommands } from './commands.js';

const withoutName = { kind: 'call', title: 'Call the complainant back.', assignee: 'handler-2' } as const;
const completed = happened('TaskCompleted', { task: 'ledger', result: 'It shows the fee twice.' });
const cancelled = happened('TaskCancelled', { task: 'ledger' });

describe('Assigning a task', () => {
  it('records what is to be done, by whom and until when, under the name that it was given', () => {
    given([received])
      .when(command('assign-task', { ...task, dueOn: '2026-11-20' }))
      .then([{ type: 'TaskAssigned', data: { ...task, dueOn: '2026-11-20' } }]);
  });

  it('names it by its number when it was given none, and passes over a name that is taken', () => {
    given([received, tasked])
      .when(command('assign-task', withoutName))
      .then([{ type: 'TaskAssigned', data: { ...withoutName, task: 'task-2' } }]);
    given([received, happened('TaskAssigned', { ...task, task: 'task-2' })])
      .when(command('assign-task', withoutName))
      .then([{ type: 'TaskAssigned', data: { ...withoutName, task: 'task-3' } }]);
  });

  it('decides nothing for the same task under the same name, also when it was done or a hundred others wait', () => {
    const others = Array.from({ length: 99 }, (_, index) => happened('TaskAssigned', { ...task, task: `t-${index}` }));
    given([received, tasked]).when(command('assign-task', task)).thenNothing();
    given([received, tasked, completed]).when(command('assign-task', task)).thenNothing();
    given([received, tasked, ...others])
      .when(command('assign-task', task))
      .thenNothing();
  });

  it.each(['received', 'decision-communicated', 'closed', 'withdrawn', 'referred'] as const)(
    'goes on while the complaint is %s, and leaves its status alone',
    (status) => {
      given(historyTo[status])
        .when(command('assign-task', task))
        .then([{ type: 'TaskAssigned', data: task }]);
      expect(stateAfter([...historyTo[status], tasked]).status).toBe(status);
    },
  );

  it('makes room again when one of a hundred is done', () => {
    const others = Array.from({ length: 99 }, (_, index) => happened('TaskAssigned', { ...task, task: `t-${index}` }));
    given([received, tasked, ...others, completed])
      .when(command('assign-task', withoutName))
      .then([{ type: 'TaskAssigned', data: { ...withoutName, task: 'task-101' } }]);
  });
});

describe('The end of a task', () => {
  it('is that it was done, with what came of it, once', () => {
    given([received, tasked])
      .when(command('complete-task', { task: 'ledger', result: 'It shows the fee twice.' }))
      .then([{ type: 'TaskCompleted', data: { task: 'ledger', result: 'It shows the fee twice.' } }]);
    given([received, tasked, completed])
      .when(command('complete-task', { task: 'ledger' }))
      .thenNothing();
  });

  it('is that it was cancelled, with a reason, once', () => {
    const cancel = command('cancel-task', { task: 'ledger' }, { reason: 'The branch found it already.' });
    given([received, tasked])
      .when(cancel)
      .then([{ type: 'TaskCancelled', data: { task: 'ledger' } }]);
    given([received, tasked, cancelled]).when(cancel).thenNothing();
  });

  it('is offered only while there is a task to end', () => {
    const someone = { id: handler.id, roles: ['handler'] };
    const offered = (...history: Parameters<typeof stateAfter>[0]) => availableCommands(stateAfter(history), someone);
    expect(offered(received, tasked)).toEqual(expect.arrayContaining(['complete-task', 'cancel-task']));
    for (const history of [[received], [received, tasked, completed], [received, tasked, cancelled]])
      expect(offered(...history)).not.toEqual(expect.arrayContaining(['complete-task']));
  });

  it('need not have come for the complaint to be closed', () => {
    given([...historyTo.accepted, tasked])
      .when(command('close', { outcome: 'resolved', comment: 'The rest follows.' }))
      .then([{ type: 'ComplaintClosed', data: { outcome: 'resolved', comment: 'The rest follows.' } }]);
  });
});
