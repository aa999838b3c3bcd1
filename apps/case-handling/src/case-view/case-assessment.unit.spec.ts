import { describe, expect, it } from '@jest/globals';
import { ComplaintOffice, handler, supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import type { JsonObject } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { caseAnswer } from './case.answer.js';
import { caseProjection } from './case.projection.js';

const ASSESSMENT = {
  severity: 'medium',
  safetyImplication: false,
  complexity: 'standard',
  impact: 'individual',
  immediateAction: 'none',
  rationale: 'A fee was charged twice.',
} as const;

async function shown(office: ComplaintOffice, reference: Reference): Promise<JsonObject> {
  const reader = { actor: handler, roles: ['handler'], at: office.now, policy: shippedPolicyOf('generic@1') };
  return caseAnswer(await office.openedDocument(caseProjection, reference), reader);
}

describe('The assessment of a case', () => {
  it('keeps what was judged before beside what is judged now, with who and when', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    const first = { assessedBy: handler.id, assessedAt: office.now };
    await office.does(reference, 'assess', ASSESSMENT);
    office.now = '2026-11-05T09:00:00.000Z';
    await office.does(reference, 'assess', { ...ASSESSMENT, severity: 'high' }, { by: supervisor });
    const second = { severity: 'high', priority: 'high', assessedBy: supervisor.id, assessedAt: office.now };
    expect(await shown(office, reference)).toMatchObject({
      assessment: second,
      assessments: [{ ...ASSESSMENT, ...first, priority: 'normal' }, second],
      priority: 'high',
    });
  });

  it('is followed by the team that works on it', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    await office.does(reference, 'route', { team: 'Cards', person: 'staff-noor' }, { by: supervisor });
    const route = { team: 'Cards', person: 'staff-noor', routedBy: supervisor.id, routedAt: office.now };
    expect(await shown(office, reference)).toMatchObject({ team: 'Cards', assignee: 'staff-noor', route });
  });

  it("is left to others by those with an interest of their own, and the case is nobody's again", async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    await office.does(reference, 'assign', { assignee: handler.id });
    await office.does(reference, 'declare-conflict', { person: handler.id, nature: 'A cousin.' });
    const answer = await shown(office, reference);
    expect(answer).toMatchObject({
      assignee: null,
      conflicts: [{ person: handler.id, nature: 'A cousin.', declaredBy: handler.id, declaredAt: office.now }],
    });
    expect(answer['availableCommands']).not.toContain('assess');
  });
});
