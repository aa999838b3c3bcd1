import { describe, expect, it } from '@jest/globals';
import {
  answerDueAt,
  complaint,
  type Complaint,
  type ComplaintState,
  localDate,
  policyCalendar,
} from '@redress/domain';
import { shippedPolicyOf } from '@redress/policies';

const RECEIVED = '2027-01-05T10:00:00.000Z';

type Event = Parameters<typeof complaint.evolve>[1];

/** A complaint after its receipt and the given events, one per day. */
function after(receipt: object, ...types: readonly string[]): Complaint {
  const data = { description: 'Water comes through the ceiling.', channel: 'web', language: 'en', ...receipt };
  const events = [{ type: 'ComplaintReceived', data }, ...types.map((type) => ({ type, data: {} }))];
  return events.reduce<ComplaintState>((state, event, index) => {
    const occurredAt = new Date(Date.parse(RECEIVED) + index * 86_400_000).toISOString();
    const actor = { id: 'hana', role: 'handler' };
    return complaint.evolve(state, { ...event, actor, occurredAt, commandId: `${index}` } as unknown as Event);
  }, complaint.initialState) as Complaint;
}

/** Returns the latest date of the answer. */
function dueOn(version: string, one: Complaint): string | undefined {
  const policy = shippedPolicyOf(version);
  const due = answerDueAt(policy, one);
  return due && localDate(policyCalendar(policy), due);
}

describe('The day by which an answer is promised', () => {
  it.each([
    ['generic@2', '2027-02-04'],
    ['au-rg271@1', '2027-02-04'],
    ['eu-psd2@1', '2027-01-26'],
    ['uk-fca-disp@1', '2027-03-02'],
    // Clocks that start at the acknowledgement or at a referral: no date is known yet.
    ['uk-housing@1', undefined],
    ['us-cfpb@1', undefined],
  ])('follows from the clock of %s that only an answer stops', (version, due) => {
    expect(dueOn(version, after({}))).toBe(due);
  });

  it('is known once that clock runs, whatever it is called', () => {
    expect(dueOn('uk-housing@1', after({}, 'ComplaintAcknowledged'))).toBe('2027-01-20');
  });

  it('is unknown where the holidays are, if it counts working days', () => {
    const policy = shippedPolicyOf('ir-20-day@1');
    const late = { ...after({}), timeline: [{ fact: 'received', at: '2027-03-10T08:00:00.000Z' }] } as const;
    const limit = { length: 20, unit: 'business-days', end: 'end-of-day' } as const;
    const inWorkingDays = { ...policy, clocks: policy.clocks.map((rule) => ({ ...rule, limit })) };
    expect(answerDueAt(policy, late)).toBe('2027-03-30T20:29:59.999Z');
    expect(answerDueAt(inWorkingDays, late)).toBeUndefined();
  });

  it.each([{ concern: 'employment' }, { suggestedConcern: 'external-dispute' }])(
    'is never told of what seems to be no matter for this procedure: %j',
    (receipt) => {
      expect(dueOn('generic@2', after(receipt))).toBeUndefined();
    },
  );

  it('is past once the complaint ended', () => {
    expect(dueOn('generic@2', after({}, 'ComplaintWithdrawn'))).toBeUndefined();
  });
});
