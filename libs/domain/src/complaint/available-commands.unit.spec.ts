import { describe, expect, it } from '@jest/globals';
import {
  acknowledged,
  handler,
  historyTo,
  received,
  reopened,
  stateAfter,
  supervisor,
  withdrawn,
} from './complaint.mother.spec.js';
import { availableCommands, type ComplaintCommandType } from './commands.js';
import { initialState, type ComplaintStatus } from './complaint.js';

const someone = { id: 'supervisor-1', roles: ['supervisor'] };

const always = [
  'assess',
  'assign',
  'route',
  'declare-conflict',
  'send-on',
  'add-note',
  'request-information',
  'add-information',
  'add-attachment',
  'assign-task',
  'add-evidence',
  'record-interview',
  'report-progress',
] as const;
/** As far as the policy lets a complaint be resolved before a decision. */
const early = ['record-acceptance'] as const;
const clocks = ['pause-clock', 'extend-deadline', 'send-holding-reply', 'change-calendar'] as const;
const relating = ['link', 'merge', 'split'] as const;
const decided = ['refer', 'withdraw', 'link', ...clocks] as const;
const endings = ['refer', 'withdraw', ...relating, ...clocks] as const;

/** What a supervisor other than the proposer could do, by status, in the order of a complaint's life. */
const bySupervisor: { readonly [status in ComplaintStatus]: readonly ComplaintCommandType[] } = {
  received: ['acknowledge', ...always, ...early, 'close', 'correct-details', ...endings],
  acknowledged: [...always, ...early, 'close', 'correct-details', ...endings],
  assessed: [...always, 'record-finding', 'propose-response', ...early, 'close', 'correct-details', ...endings],
  'under-investigation': [
    ...always,
    'record-finding',
    'propose-response',
    ...early,
    'close',
    'correct-details',
    ...endings,
  ],
  'response-proposed': [
    ...always,
    'record-finding',
    'propose-response',
    'approve-response',
    'return-response',
    ...early,
    'close',
    'correct-details',
    ...endings,
  ],
  'response-approved': [
    ...always,
    'record-finding',
    'communicate-decision',
    ...early,
    'close',
    'correct-details',
    ...endings,
  ],
  'decision-communicated': [
    ...always,
    'record-finding',
    'record-acceptance',
    'record-rejection',
    'lodge-appeal',
    'deliver-remedy',
    'correct-details',
    ...decided,
  ],
  accepted: [...always, 'record-finding', 'deliver-remedy', 'close', 'correct-details', ...decided],
  rejected: [
    ...always,
    'record-finding',
    'propose-response',
    'record-acceptance',
    'lodge-appeal',
    'state-final-position',
    'deliver-remedy',
    'close',
    'correct-details',
    'refer',
    'record-referral-outcome',
    'withdraw',
    'link',
    ...clocks,
  ],
  closed: [
    'assign-task',
    'deliver-remedy',
    'correct-details',
    'reopen',
    'record-referral-outcome',
    'record-award',
    'link',
  ],
  withdrawn: [
    'add-note',
    'add-information',
    'add-attachment',
    'assign-task',
    'close',
    'correct-details',
    'reopen',
    'link',
  ],
  referred: [
    'add-note',
    'add-information',
    'add-attachment',
    'assign-task',
    'close',
    'correct-details',
    'reopen',
    'record-referral-outcome',
    'record-award',
    'link',
  ],
  merged: ['add-note', 'add-information', 'add-attachment', 'assign-task', 'correct-details', 'link', 'unmerge'],
};

describe('What a supervisor can do', () => {
  it.each(Object.entries(bySupervisor))('when the complaint is %s', (status, expected) => {
    expect(availableCommands(stateAfter(historyTo[status as ComplaintStatus]), someone)).toEqual(expected);
  });

  it('when nothing was received is to receive it', () => {
    expect(availableCommands(initialState, someone)).toEqual(['receive']);
  });

  it('when the complaint was just reopened does not hold reopening it again', () => {
    expect(availableCommands(stateAfter([received, acknowledged, withdrawn, reopened]), someone)).not.toContain(
      'reopen',
    );
  });
});

describe('What others can do', () => {
  it('leaves approving to another person than the proposer', () => {
    const proposerToo = { id: handler.id, roles: ['handler', 'supervisor'] };
    const commands = availableCommands(stateAfter(historyTo['response-proposed']), proposerToo);
    expect(commands).toContain('propose-response');
    expect(commands).not.toContain('approve-response');
    expect(commands).not.toContain('return-response');
  });

  it('lets a handler take a complaint, and leaves reviewing and reopening to a supervisor', () => {
    const other = { id: 'handler-2', roles: ['handler'] };
    expect(availableCommands(stateAfter(historyTo.received), other)).toContain('assign');
    expect(availableCommands(stateAfter(historyTo['response-proposed']), other)).not.toContain('approve-response');
    expect(availableCommands(stateAfter(historyTo.closed), other)).toEqual([
      'assign-task',
      'deliver-remedy',
      'correct-details',
      'record-referral-outcome',
      'record-award',
      'link',
    ]);
  });

  it('gives the complainant the answers to a decision', () => {
    const complainant = { id: 'complainant', roles: ['complainant'] };
    expect(availableCommands(stateAfter(historyTo['decision-communicated']), complainant)).toEqual([
      'add-information',
      'add-attachment',
      'record-acceptance',
      'record-rejection',
      'lodge-appeal',
      'state-preferences',
      'withdraw',
    ]);
    expect(availableCommands(stateAfter(historyTo.closed), complainant)).toEqual(['state-preferences']);
  });

  it('gives those nothing who only read', () => {
    const readers = { id: supervisor.id, roles: ['compliance', 'analyst', 'admin'] };
    for (const history of Object.values(historyTo)) expect(availableCommands(stateAfter(history), readers)).toEqual([]);
  });
});
