import { describe, expect, it } from '@jest/globals';
import { complainant, ComplaintOffice, handler, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import type { JsonObject } from '@redress/eventing';
import { caseProjection } from './case.projection.js';

const RECEIVED = '2026-11-02T08:00:00.000Z';
const LATER = '2026-11-03T08:00:00.000Z';
const LAST = '2026-11-04T08:00:00.000Z';
const RESPONSE = {
  decision: 'upheld',
  explanation: 'Charged twice.',
  remedies: [{ kind: 'refund', amount: { value: '12.50', currency: 'EUR' }, dueOn: '2026-12-01' }],
} as const;
const ASSESSMENT = {
  severity: 'low',
  safetyImplication: false,
  complexity: 'simple',
  impact: 'individual',
  immediateAction: 'none',
  rationale: 'Charged twice.',
} as const;

const office = new ComplaintOffice();

async function proposed(): Promise<Reference> {
  office.now = RECEIVED;
  const reference = await office.lodge();
  await office.does(reference, 'assess', ASSESSMENT);
  await office.does(reference, 'propose-response', RESPONSE);
  office.now = LATER;
  return reference;
}

async function communicated(): Promise<Reference> {
  const reference = await proposed();
  await office.does(reference, 'approve-response', { comment: 'Agreed.' }, { by: supervisor });
  await office.does(reference, 'communicate-decision', { channel: 'email' });
  office.now = LAST;
  return reference;
}

const caseOf = async (reference: Reference): Promise<JsonObject> =>
  (await office.openedDocument(caseProjection, reference)).body;

describe('What is known of a part of a case stays when more becomes known', () => {
  const proposal = {
    ...RESPONSE,
    totals: [{ value: '12.50', currency: 'EUR' }],
    proposedBy: handler.id,
    proposedAt: RECEIVED,
  };

  it('of a response, when it is approved', async () => {
    const reference = await proposed();
    await office.does(reference, 'approve-response', { comment: 'Agreed.' }, { by: supervisor });
    expect((await caseOf(reference))['response']).toEqual({
      ...proposal,
      approvedBy: supervisor.id,
      approvedAt: LATER,
      approval: { comment: 'Agreed.' },
    });
  });

  it('of a response, when it is returned', async () => {
    const reference = await proposed();
    await office.does(reference, 'return-response', { comment: 'Too little.' }, { by: supervisor });
    expect((await caseOf(reference))['response']).toEqual({
      ...proposal,
      returnedBy: supervisor.id,
      returnedAt: LATER,
      return: { comment: 'Too little.' },
    });
  });

  it.each([
    ['record-acceptance', 'accepted'],
    ['record-rejection', 'rejected'],
  ] as const)('of a decision, after %s', async (command, answer) => {
    const reference = await communicated();
    const before = (await caseOf(reference))['decision'] as JsonObject;
    expect(before).toMatchObject({ channel: 'email', communicatedAt: LATER, answer: null });
    await office.does(reference, command, { comment: 'As I said.' }, { by: complainant });
    const { decision } = await caseOf(reference);
    const added = { comment: 'As I said.', answer, answeredAt: LAST };
    expect(decision).toEqual({ ...before, ...(answer === 'accepted' ? { basis: 'stated' } : {}), ...added });
  });

  it('of a remedy, when it is delivered', async () => {
    const reference = await communicated();
    await office.does(reference, 'record-acceptance', {}, { by: complainant });
    await office.does(reference, 'deliver-remedy', { remedy: 0, evidence: 'Paid.' });
    const body = await caseOf(reference);
    expect(body['remedies']).toEqual([{ ...RESPONSE.remedies[0], deliveredAt: LAST }]);
    expect(body['deliveredRemedies']).toEqual([{ remedy: 0, evidence: 'Paid.', deliveredAt: LAST }]);
  });

  it('of a referral, when its outcome is recorded', async () => {
    const reference = await proposed();
    await office.does(reference, 'refer', { to: 'Ombudsman' }, { reason: 'They decide this.' });
    office.now = LAST;
    const outcome = { outcome: 'upheld', by: 'Ombudsman', summary: 'Pay it back.' } as const;
    await office.does(reference, 'record-referral-outcome', outcome);
    expect((await caseOf(reference))['referral']).toEqual({
      to: 'Ombudsman',
      reason: 'They decide this.',
      referredAt: LATER,
      ...outcome,
      recordedBy: handler.id,
      recordedAt: LAST,
    });
  });

  it('of whom somebody complains for, when consent is recorded', async () => {
    const reference = await office.lodge({ onBehalfOf: { name: 'Zohreh', consent: false } });
    await office.does(reference, 'record-consent', { given: true, evidence: 'A letter.' });
    expect((await caseOf(reference))['onBehalfOf']).toEqual({ name: 'Zohreh', consent: true });
  });
});
