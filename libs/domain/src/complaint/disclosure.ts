import type { EventData } from '@redress/contracts';
import { caseWork } from '../permissions/roles.js';
import { refuse } from '../refusal.js';
import type { Command } from './command.js';

/** More than any case has needed, few enough to read. */
const DISCLOSURES_MAX = 200;

/**
 * Records that personal data of the complaint was given to somebody outside (ISO 10002:2018, clause 4: confidentiality; Regulation (EU)
 * 2016/679, Articles 5(2) and 15(1)(c)). In any status, because courts ask for cases that have ended. What a referral gave to its outside body
 * is recorded by the referral.
 */
export const recordDisclosure: Command<'record-disclosure', EventData<'DisclosureRecorded'>, 'DisclosureRecorded'> = {
  type: 'record-disclosure',
  by: [...caseWork, 'compliance'],
  names: 'approvedBy',
  standing: ({ erased, disclosures }) => {
    if (erased === true) return refuse('complainant-erased');
    return disclosures < DISCLOSURES_MAX ? 'open' : refuse('too-many-entries');
  },
  decide: ({ data }) => {
    const { recipientKind, recipient, recipientPerson } = data;
    const isNamed = recipient !== undefined || recipientPerson !== undefined;
    // Complainants are named by their complaint.
    return isNamed || recipientKind === 'complainant'
      ? [{ type: 'DisclosureRecorded', data }]
      : refuse('recipient-missing');
  },
  folds: {
    DisclosureRecorded: (complaint) => ({ ...complaint, disclosures: complaint.disclosures + 1 }),
  },
  wordsUnused: true,
  // The same may be given again.
  adds: () => true,
  examples: {
    recipientKind: [
      'ombudsman',
      'complainant',
      'court',
      'regulator',
      'police',
      'outside-body',
      'processor',
      'lawyer',
      'other',
    ],
    recipient: ['The ombudsman', undefined],
    recipientPerson: [undefined, 'Her clerk', 'بله'],
    given: [['complaint'], ['identity', 'correspondence']],
    sha256: [undefined, '0'.repeat(64)],
    basis: ['legal-obligation', 'consent', 'contract', 'vital-interests', 'public-task', 'legitimate-interests'],
    purpose: ['To decide the dispute.', 'بله'],
    approvedBy: [undefined, 'handler-1'],
  },
};
