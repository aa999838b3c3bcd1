import { describe, expect, it } from '@jest/globals';
import { complainant, ComplaintOffice, handler } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import type { JsonObject } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { caseAnswer } from './case.answer.js';
import { openedCase } from '../case-notes/noted-case.mother.spec.js';

async function shown(office: ComplaintOffice, reference: Reference): Promise<JsonObject> {
  const reader = { actor: handler, roles: ['handler'], at: office.now, policy: shippedPolicyOf('generic@1') };
  return caseAnswer(await openedCase(office, reference), reader);
}

describe('The investigation of a case', () => {
  it('shows what the complainant was asked, and since when each question is answered', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    const askedAt = office.now;
    await office.does(reference, 'request-information', {
      request: 'receipt',
      text: 'Your receipt?',
      dueOn: '2026-11-20',
    });
    await office.does(reference, 'request-information', { text: 'Which shop?' });
    office.now = '2026-11-03T09:00:00.000Z';
    await office.does(reference, 'add-information', { text: 'Here.', request: 'receipt' }, { by: complainant });
    office.now = '2026-11-04T09:00:00.000Z';
    await office.does(reference, 'add-information', { text: 'And the back of it.', request: 'receipt' });
    const asked = { askedBy: handler.id, askedAt };
    expect(await shown(office, reference)).toMatchObject({
      questions: [
        {
          ...asked,
          request: 'receipt',
          text: 'Your receipt?',
          dueOn: '2026-11-20',
          answeredAt: '2026-11-03T09:00:00.000Z',
        },
        { ...asked, request: 'request-2', text: 'Which shop?', answeredAt: null },
      ],
      notes: [
        { text: 'Here.', request: 'receipt' },
        { text: 'And the back of it.', request: 'receipt' },
      ],
    });
  });

  it('shows the evidence and who was heard, with who wrote it down', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    const evidence = { kind: 'photo', description: 'The lid.', source: 'Ruth', sha256: 'ab'.repeat(32) } as const;
    const interview = {
      with: 'Ruth',
      role: 'complainant',
      heldOn: '2026-11-01',
      summary: 'She heard a crack.',
    } as const;
    await office.does(reference, 'add-evidence', evidence);
    await office.does(reference, 'record-interview', interview);
    expect(await shown(office, reference)).toMatchObject({
      evidence: [{ ...evidence, evidence: 'evidence-1', addedBy: handler.id, addedAt: office.now }],
      interviews: [{ ...interview, recordedBy: handler.id, recordedAt: office.now }],
    });
  });
});
