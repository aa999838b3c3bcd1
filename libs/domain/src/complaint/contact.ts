import type { EventData } from '@redress/contracts';
import { caseWork } from '../permissions/roles.js';
import { refuse } from '../refusal.js';
import { always, isBlank, type Command, type Nothing } from './command.js';
import type { Case } from './complaint.js';

// By what complainants are reached, and by what they reach their complaint: an address that is theirs, and the tracking code.

/** Records that the complainant confirmed their e-mail address. The services check the proof, which depends on a secret. */
export const recordContactVerified: Command<
  'record-contact-verified',
  EventData<'ContactPointVerified'>,
  'ContactPointVerified'
> = {
  type: 'record-contact-verified',
  by: ['system'],
  standing: always,
  decide: ({ data }, { emailVerified }) => (emailVerified ? [] : [{ type: 'ContactPointVerified', data }]),
  folds: {
    ContactPointVerified: (complaint) => ({ ...complaint, emailVerified: true }),
  },
  examples: { kind: ['email'] },
};

/**
 * Whether an e-mail address belongs to the complainant as far as anybody knows: they confirmed it, or staff, who spoke with them or wrote to
 * them, lodged the complaint. Anybody can type the address of somebody else.
 */
export function isEmailProven({
  lodgedByComplainant,
  emailVerified,
}: Pick<Case, 'lodgedByComplainant' | 'emailVerified'>): boolean {
  return lodgedByComplainant !== true || emailVerified === true;
}

/** Most codes of one complaint, as in the contracts. */
const CODES_MAX = 20;

/**
 * Makes a new tracking code for a complainant who lost theirs, in any status: an ended complaint is still read. The one before stops
 * working, since nobody knows who has it. Whoever issues the code says how they knew the complainant. Unless it is sent `toComplainant`, they
 * are shown it, and what is done with it is recorded as done with a code that they know.
 */
export const issueTrackingCode: Command<
  'issue-tracking-code',
  { readonly toComplainant?: boolean },
  'TrackingCodeIssued'
> = {
  type: 'issue-tracking-code',
  by: ['intake-agent', ...caseWork],
  standing: ({ codeVersion = 1 }) => (codeVersion < CODES_MAX ? 'open' : refuse('too-many-tracking-codes')),
  decide: ({ reason, data: { toComplainant } }, { codeVersion = 1 }) => {
    if (isBlank(reason)) return refuse('reason-missing');
    const data = { version: codeVersion + 1, ...(toComplainant === true && { toComplainant }) };
    return [{ type: 'TrackingCodeIssued', data }];
  },
  folds: {
    TrackingCodeIssued: (complaint, { data }) => ({ ...complaint, codeVersion: data.version }),
  },
  adds: () => true,
  examples: { toComplainant: [undefined] },
};

/**
 * Sends the tracking code again to the e-mail address on file, for somebody who named it. It stays the same code: if each request made a new
 * one, whoever knew the address could make the complainant's code stop working.
 */
export const sendTrackingCode: Command<'send-tracking-code', Nothing, 'TrackingCodeRequested'> = {
  type: 'send-tracking-code',
  by: ['system'],
  standing: always,
  decide: () => [{ type: 'TrackingCodeRequested', data: {} }],
  folds: {
    // The message is what changes.
    TrackingCodeRequested: (complaint) => complaint,
  },
  adds: () => true,
  examples: {},
};
