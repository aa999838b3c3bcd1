import { referenceOf, statelessProjection, type ProjectedComplaintEvent } from '@redress/complaints';
import { closed, fieldsOf, personal, vocabulary, type ActorId } from '@redress/contracts';
import Type from 'typebox';

/** The events by which data was given to somebody outside. */
const DISCLOSURES = ['DisclosureRecorded', 'ComplaintReferred'] as const;

/** What an entry of the register is known from: recorded as such, or a referral, which hands the complaint to an outside body. */
export const disclosureSources = ['recorded', 'referral'] as const;

const { recipientKind, recipient, recipientPerson, given, sha256, basis, approvedBy } = fieldsOf('DisclosureRecorded');

/** One time that data of a complaint was given to somebody outside. A referral says neither what was given nor on which basis. */
export const disclosureDocument = closed({
  reference: vocabulary.reference(),
  source: Type.Enum(disclosureSources),
  recipientKind,
  recipient,
  recipientPerson,
  given: Type.Optional(given),
  sha256,
  basis: Type.Optional(basis),
  /** Of a referral, its reason. */
  purpose: Type.Optional(personal(Type.String())),
  approvedBy,
  disclosedAt: vocabulary.instant(),
  /** Id of the person who recorded it, or referred the complaint. */
  recordedBy: Type.Unsafe<ActorId>(Type.String()),
});

/** One document for each time, so that they are found across cases. */
export const disclosureProjection = statelessProjection({
  view: {
    name: 'disclosures',
    fields: { disclosedAt: 'string', recipientKind: 'string', basis: 'string', reference: 'string' },
    indexes: [],
    wideIndexes: [['disclosedAt'], ['reference', 'disclosedAt']],
  },
  document: disclosureDocument,
  initial: {},
  partsOf: (event) => (isDisclosure(event) ? [String(event.revision)] : []),
  on: {
    DisclosureRecorded: (_disclosure, { data, ...event }) => ({
      ...madeBy(event),
      ...data,
      source: 'recorded' as const,
    }),
    ComplaintReferred: (_disclosure, { data: { to }, reason, ...event }) => ({
      ...madeBy(event),
      source: 'referral' as const,
      recipientKind: 'outside-body' as const,
      recipient: to,
      ...(reason !== undefined && { purpose: reason }),
    }),
  },
});

function madeBy({ stream, occurredAt, actor }: Pick<ProjectedComplaintEvent, 'stream' | 'occurredAt' | 'actor'>) {
  return { reference: referenceOf(stream), disclosedAt: occurredAt, recordedBy: actor.id };
}

function isDisclosure(event: ProjectedComplaintEvent): event is ProjectedComplaintEvent<(typeof DISCLOSURES)[number]> {
  return DISCLOSURES.some((type) => type === event.type);
}
