import { describe, expect, it } from '@jest/globals';
import { happened, historyTo, received, stateAfter } from './complaint.mother.spec.js';
import type { PastComplaintEvent, Complaint } from './complaint.js';
import { staffConcerned, staffInCharge } from './notices.js';

const complaintAfter = (events: readonly PastComplaintEvent[]) => stateAfter(events) as Complaint;
const person = (name: string) => ({ kind: 'person', name });
const team = (name: string) => ({ kind: 'team', name });
const task = { kind: 'investigate', title: 'Look at the statement.' } as const;

describe('Whom of the staff a decision concerns', () => {
  it('is whoever has the complaint, its team, who proposed and approved, and who worked on it, each once', () => {
    const complaint = complaintAfter([
      ...historyTo['response-approved'],
      happened('ComplaintRouted', { team: 'Cards', person: 'handler-7' }),
      happened('ComplaintAssigned', { assignee: 'handler-7' }),
      happened('TaskAssigned', { ...task, task: 'task-1', assignee: 'handler-8', department: 'Fraud' }),
      happened('TaskAssigned', { ...task, task: 'task-2', department: 'Cards' }),
      happened('TaskAssigned', { ...task, task: 'task-3', department: 'Repairs' }),
      happened('TaskAssigned', { ...task, task: 'task-4', department: 'Never' }),
      happened('TaskCancelled', { task: 'task-4' }),
    ]);
    const { proposedBy = '', approvedBy = '' } = complaint.response ?? {};
    expect(staffConcerned(complaint)).toEqual([
      person('handler-7'),
      team('Cards'),
      person(proposedBy),
      person(approvedBy),
      person('handler-8'),
      team('Repairs'),
    ]);
  });

  it('is nobody while nobody has had to do with it', () => {
    expect(staffConcerned(complaintAfter([received]))).toEqual([]);
  });
});

describe('Who is in charge of a complaint', () => {
  const routed = [received, happened('ComplaintRouted', { team: 'Cards' })];

  it('is the person who has it, else its team, else nobody', () => {
    const assigned = happened('ComplaintAssigned', { assignee: 'handler-7' });
    expect(staffInCharge(complaintAfter([...routed, assigned]))).toEqual([person('handler-7')]);
    expect(staffInCharge(complaintAfter(routed))).toEqual([team('Cards')]);
    expect(staffInCharge(complaintAfter([received]))).toEqual([]);
  });
});
