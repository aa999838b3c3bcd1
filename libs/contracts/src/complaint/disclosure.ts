import Type, { type Static } from 'typebox';
import { event, personal } from '../definition.js';
import { name, requiredText, sha256 } from '../vocabulary.js';

/**
 * Who was given personal data of a complaint (Regulation (EU) 2016/679, Articles 4(9) and 15(1)(c)). `complainant`: the person themselves, on
 * request; `processor`: whoever works with the data on behalf of the organization; `outside-body`: any other body that resolves disputes.
 */
export const recipientKinds = [
  'complainant',
  'ombudsman',
  'court',
  'regulator',
  'police',
  'outside-body',
  'processor',
  'lawyer',
  'other',
] as const;
export const DisclosureRecipientKind = Type.Enum(recipientKinds);
export type DisclosureRecipientKind = Static<typeof DisclosureRecipientKind>;

/** What of a complaint was given to somebody. */
export const disclosedCategories = [
  'identity',
  'contact-details',
  'complaint',
  'correspondence',
  'files',
  'investigation',
  'decision',
] as const;
export const DisclosedCategory = Type.Enum(disclosedCategories);
export type DisclosedCategory = Static<typeof DisclosedCategory>;

/** What makes it lawful (Regulation (EU) 2016/679, Article 6(1)(a) to (f)). */
export const disclosureBases = [
  'consent',
  'contract',
  'legal-obligation',
  'vital-interests',
  'public-task',
  'legitimate-interests',
] as const;
export const DisclosureBasis = Type.Enum(disclosureBases);
export type DisclosureBasis = Static<typeof DisclosureBasis>;

/**
 * Personal data of the complaint was given to somebody outside (ISO 10002:2018, clause 4: confidentiality). Kind and organization stay readable
 * after the complainant is erased, because the recipients are then to be told (Regulation (EU) 2016/679, Article 19).
 */
export const DisclosureRecorded = event('DisclosureRecorded', {
  meaning: 'It was recorded that personal data of the complaint was given to somebody outside.',
  staff: [['approvedBy']],
  data: {
    recipientKind: DisclosureRecipientKind,
    /** An organization, never a person. */
    recipient: Type.Optional(name()),
    /** The person who received it, there or in their own right. */
    recipientPerson: Type.Optional(personal(name())),
    given: Type.Array(DisclosedCategory, { minItems: 1, maxItems: disclosedCategories.length }),
    /** Digest of what was given, such as a bundle of evidence or an export. */
    sha256: Type.Optional(sha256()),
    basis: DisclosureBasis,
    purpose: personal(requiredText()),
    /** The id of the member of staff who approved it, where somebody had to. */
    approvedBy: Type.Optional(name()),
  },
});
