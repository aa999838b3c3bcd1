import { supervisor, type ComplaintOffice } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';

export const ASSESSMENT = {
  severity: 'high',
  safetyImplication: false,
  complexity: 'simple',
  impact: 'individual',
  immediateAction: 'none',
  rationale: 'Hot water.',
} as const;
export const RESPONSE = {
  decision: 'upheld',
  explanation: 'You are right.',
  remedies: [],
  responseKind: 'money-back',
} as const;

/** Assesses a complaint and tells its decision. */
export async function decideOn(office: ComplaintOffice, reference: Reference): Promise<void> {
  await office.does(reference, 'assess', ASSESSMENT);
  await office.does(reference, 'propose-response', RESPONSE);
  await office.does(reference, 'approve-response', {}, { by: supervisor });
  await office.does(reference, 'communicate-decision', {});
}
