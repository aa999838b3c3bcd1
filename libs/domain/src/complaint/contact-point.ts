import type { EventData } from '@redress/contracts';
import { always, type Command } from './command.js';
import type { Case } from './complaint.js';

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
