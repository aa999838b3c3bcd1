import { describe, expect, it } from '@jest/globals';
import { complainant, ComplaintOffice, handler, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import type { JsonObject } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { caseAnswer } from './case.answer.js';
import { caseProjection } from './case.projection.js';

const ASSESSMENT = {
  severity: 'low',
  safetyImplication: false,
  complexity: 'simple',
  impact: 'individual',
  immediateAction: 'none',
  rationale: 'Charged twice.',
} as const;
const REMEDIES = [
  { kind: 'refund', amount: { value: '12.5', currency: 'EUR' }, dueOn: '2026-11-10' },
  { kind: 'goodwill', amount: { value: '7.50', currency: 'EUR' }, dueOn: '2026-12-01' },
  { kind: 'apology' },
] as const;

describe('The remedies of a case', () => {
  const office = new ComplaintOffice();

  async function communicated(): Promise<Reference> {
    const reference = await office.lodge();
    const response = { decision: 'upheld', explanation: 'Charged twice.', remedies: REMEDIES } as const;
    await office.does(reference, 'assess', ASSESSMENT);
    await office.does(reference, 'propose-response', response);
    await office.does(reference, 'approve-response', {}, { by: supervisor });
    await office.does(reference, 'communicate-decision', {});
    return reference;
  }

  async function shown(reference: Reference, at: Instant): Promise<JsonObject> {
    const document = await office.openedDocument(caseProjection, reference);
    const reader = { policy: shippedPolicyOf('generic@1'), actor: handler, roles: ['handler'], at };
    return caseAnswer(document, reader);
  }

  const states = async (reference: Reference, at: Instant) =>
    ((await shown(reference, at))['remedies'] as JsonObject[]).map(({ state }) => state);

  it('add up to one sum for each currency', async () => {
    const answer = await shown(await communicated(), office.now);
    expect(answer['response']).toMatchObject({ totals: [{ value: '20.00', currency: 'EUR' }] });
  });

  it('are owed until delivered, and overdue from the day after their own due date, also once the case is closed', async () => {
    const reference = await communicated();
    expect(await states(reference, '2026-11-10T23:59:59.999Z')).toEqual(['owed', 'owed', 'owed']);
    await office.does(reference, 'record-acceptance', {}, { by: complainant });
    await office.does(reference, 'deliver-remedy', { remedy: 2 });
    await office.does(reference, 'close', { outcome: 'resolved' }, { reason: 'The bank is slow.' });
    expect(await states(reference, '2026-11-11T00:00:00.000Z')).toEqual(['overdue', 'owed', 'delivered']);
    await office.does(reference, 'deliver-remedy', { remedy: 0 });
    expect(await states(reference, '2026-12-02T00:00:00.000Z')).toEqual(['delivered', 'overdue', 'delivered']);
  });

  it('are those of an award from when it is recorded', async () => {
    const reference = await communicated();
    await office.does(reference, 'deliver-remedy', { remedy: 0 });
    await office.does(reference, 'refer', { to: 'A court' }, { reason: 'They decide this.' });
    const award = {
      by: 'A court',
      summary: 'Pay it back.',
      remedies: [{ kind: 'refund' }, { kind: 'apology' }],
    } as const;
    await office.does(reference, 'record-award', award);
    await office.does(reference, 'deliver-remedy', { remedy: 1 });
    const { award: shownAward, remedies } = await shown(reference, office.now);
    const { by, summary } = award;
    expect(shownAward).toEqual({ by, summary, recordedBy: handler.id, recordedAt: office.now });
    expect(remedies).toEqual([
      { kind: 'refund', state: 'owed' },
      { kind: 'apology', deliveredAt: office.now, state: 'delivered' },
    ]);
  });

  it('are a matter of history once the case is taken up again', async () => {
    const reference = await communicated();
    await office.does(reference, 'record-acceptance', {}, { by: complainant });
    await office.does(reference, 'close', { outcome: 'resolved' }, { reason: 'The bank is slow.' });
    await office.does(reference, 'reopen', {}, { by: supervisor, reason: 'It never came.' });
    expect(await states(reference, office.now)).toEqual([]);
  });
});
