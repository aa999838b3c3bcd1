import { toActorId } from '@redress/testing';
import { command, happened, historyTo } from './complaint.mother.spec.js';
import type { Example } from './relation-refusals.fixture.spec.js';

const cyrus = { id: toActorId('compliance-1'), role: 'compliance' };
const celia = { id: toActorId('compliance-2'), role: 'compliance' };
const asked = { request: 'dsr-2026-014', ground: 'no-longer-needed' } as const;
const because = { actor: celia, reason: 'They asked for it.' };
const requested = happened('ErasureRequested', asked, { actor: cyrus });
const held = happened('LegalHoldPlaced', { basis: 'legal-claim', reviewOn: '2027-05-01' }, { actor: cyrus });
const unlawful = happened('ErasureRequested', { ...asked, ground: 'unlawful-processing' }, { actor: cyrus });
const erased = [...historyTo.closed, unlawful, happened('ComplainantErased', asked, { actor: celia })];
const hold = { basis: 'legal-claim', reviewOn: '2027-05-01' } as const;
const disclosure = {
  recipientKind: 'lawyer',
  given: ['complaint'],
  basis: 'legitimate-interests',
  purpose: 'To have advice.',
} as const;

/** At least one example of every refusal that is about legal holds and erasure. */
export const erasureRefusals = {
  'legal-hold': [[[...historyTo.closed, unlawful, held], command('carry-out-erasure', {}, because)]],
  'no-legal-hold': [
    [historyTo.closed, command('lift-legal-hold', { basis: 'legal-claim' }, because)],
    [[...historyTo.closed, held], command('lift-legal-hold', { basis: 'investigation' }, because)],
  ],
  'review-in-past': [
    [historyTo.assessed, command('place-legal-hold', { basis: 'legal-claim', reviewOn: '2026-11-08' }, because)],
  ],
  'erasure-not-requested': [[historyTo.closed, command('carry-out-erasure', {}, because)]],
  'erasure-while-open': [[[...historyTo.accepted, unlawful], command('carry-out-erasure', {}, because)]],
  'retention-period': [[[...historyTo.closed, requested], command('carry-out-erasure', {}, because)]],
  'eraser-is-requester': [
    [[...historyTo.closed, unlawful], command('carry-out-erasure', {}, { ...because, actor: cyrus })],
    [
      [...historyTo.closed, unlawful],
      command('carry-out-erasure', {}, { ...because, actor: { id: toActorId('COMPLIANCE-1'), role: 'supervisor' } }),
    ],
  ],
  'complainant-erased': [
    [erased, command('place-legal-hold', hold, because)],
    [erased, command('request-erasure', { ...asked, request: 'dsr-2026-015' }, because)],
    [erased, command('decline-erasure', {}, because)],
    [erased, command('record-disclosure', disclosure)],
  ],
  'recipient-missing': [[historyTo.received, command('record-disclosure', disclosure)]],
} satisfies { readonly [code: string]: readonly [Example, ...Example[]] };
