import Type from 'typebox';
import { closed, event, personal } from '../definition.js';
import { confidants } from './access.js';
import {
  Channel,
  Concern,
  date,
  DESCRIPTION_LENGTH_MAX,
  email,
  instant,
  Language,
  name,
  NAME_LENGTH_MAX,
  OutOfScopeConcern,
  PreferredChannel,
  reference,
  requiredText,
  text,
  word,
} from '../vocabulary.js';

/** The complainant, as far as known. Absent for an anonymous complaint. */
export const complainant = closed({
  name: Type.Optional(personal(text(NAME_LENGTH_MAX))),
  email: Type.Optional(personal(email())),
  phone: Type.Optional(personal(text(NAME_LENGTH_MAX))),
  postalAddress: Type.Optional(personal(text())),
  preferredChannel: Type.Optional(Channel),
  accessibilityNeeds: Type.Optional(personal(text())),
});

/** Fields that say who the complainant is and how to reach them. */
const COMPLAINANT = [
  ['complainant', 'name'],
  ['complainant', 'email'],
  ['complainant', 'phone'],
  ['complainant', 'postalAddress'],
  ['complainant', 'accessibilityNeeds'],
];

/** Fields that say for whom they complain. */
const PRINCIPAL = [
  ['onBehalfOf', 'name'],
  ['onBehalfOf', 'relationship'],
];

/** The represented person, and whether they consent. */
const principal = {
  name: Type.Optional(personal(text(NAME_LENGTH_MAX))),
  relationship: Type.Optional(personal(text(NAME_LENGTH_MAX))),
};
const onBehalfOf = closed({ ...principal, consent: Type.Boolean() });

/** The complaint from which this one was split, and the time of its acknowledgement, if any, which applies to both. */
const splitFrom = closed({
  complaint: reference(),
  acknowledgedAt: Type.Optional(instant()),
});

/** The fields of a lodged complaint's receipt. */
const lodgedFields = {
  description: personal(requiredText(DESCRIPTION_LENGTH_MAX)),
  /** The remedy sought. */
  desiredOutcome: Type.Optional(personal(text())),
  product: Type.Optional(name()),
  issue: Type.Optional(name()),
  organizationUnit: Type.Optional(name()),
  /** The applicable law, as in the scope of policies: `IR`, `US`. */
  jurisdiction: Type.Optional(name()),
  /** The market segment, as in the scope of policies: `consumer`, `small-business`. Never a person. */
  complainantType: Type.Optional(name()),
  /** The kind of matter, if declared; two kinds are out of the scope of ISO 10002:2018 (clause 1). */
  concern: Type.Optional(Concern),
  /** An undeclared concern suggested by its text: for people to check, never a decision. */
  suggestedConcern: Type.Optional(OutOfScopeConcern),
  happenedOn: Type.Optional(date()),
  channel: Channel,
  language: Language,
  /** Immediate action taken at receipt. */
  immediateActionTaken: Type.Optional(personal(text())),
  /** The complaint's reference in another system. */
  externalReference: Type.Optional(name()),
  complainant: Type.Optional(complainant),
  onBehalfOf: Type.Optional(onBehalfOf),
};

/** The members of staff to whom the complaint is confidential from the first moment on. */
const restriction = closed({
  people: confidants(),
  /** Who wanted it: the complainant, whoever recorded the complaint, or the policy. */
  basis: Type.Enum(['asked', 'by-hand', 'rule']),
  /** The rule of the policy that names them, or some of them. */
  rule: Type.Optional(word()),
});

/** A complaint was expressed and recorded under its own reference (ISO 10002:2018, 7.2). */
export const ComplaintReceived = event(
  'ComplaintReceived',
  {
    meaning: 'A complaint was received.',
    identity: [...COMPLAINANT, ...PRINCIPAL],
    staff: [['restriction', 'people', '*']],
    data: { ...lodgedFields, splitFrom: Type.Optional(splitFrom), restriction: Type.Optional(restriction) },
  },
  // Version 1: without jurisdiction, kind of complainant, concern and immediate action.
  {
    data: {
      description: personal(requiredText(DESCRIPTION_LENGTH_MAX)),
      desiredOutcome: Type.Optional(personal(text())),
      product: Type.Optional(name()),
      issue: Type.Optional(name()),
      organizationUnit: Type.Optional(name()),
      happenedOn: Type.Optional(date()),
      channel: Channel,
      language: Language,
      externalReference: Type.Optional(name()),
      complainant: Type.Optional(complainant),
      onBehalfOf: Type.Optional(onBehalfOf),
    },
  },
  // Version 2: without splits.
  { data: lodgedFields },
  // Version 3: open to everybody who handles complaints.
  { data: { ...lodgedFields, splitFrom: Type.Optional(splitFrom) } },
);

/** The receipt was acknowledged to the complainant (ISO 10002:2018, 7.4). */
export const ComplaintAcknowledged = event('ComplaintAcknowledged', {
  meaning: 'The receipt of the complaint was acknowledged to the complainant.',
  data: {
    channel: Type.Optional(Channel),
  },
});

/**
 * The represented person consented or refused, both to the complaint and to communication through the representative (ISO 10002:2018,
 * 7.2).
 */
export const ConsentRecorded = event('ConsentRecorded', {
  meaning: 'Whether the person for whom somebody else complains agrees was recorded.',
  data: {
    given: Type.Boolean(),
    /** Evidence: a signed form, a call. */
    evidence: Type.Optional(personal(requiredText())),
  },
});

/** The largest attachment that any configuration allows: 100 MiB. */
export const ATTACHMENT_BYTES_MAX = 104_857_600;

/** A file was added to the complaint (ISO 10002:2018, 7.2). Its content is stored outside the log, sealed under the same key. */
export const AttachmentAdded = event('AttachmentAdded', {
  meaning: 'A file was added to the complaint.',
  data: {
    /** Names the file within the complaint, by its content, so that the same file is stored once. */
    attachment: Type.String({ pattern: '^[0-9a-f]{32}$' }),
    /** Media type detected from the content, not given by the sender: `application/pdf`. */
    mediaType: Type.String({ maxLength: 100, pattern: '^[a-z]+/[a-z0-9.+-]+$' }),
    bytes: Type.Integer({ minimum: 1, maximum: ATTACHMENT_BYTES_MAX }),
    /** SHA-256 of the content as sent, in hexadecimal. */
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** The sender's name of the file. */
    name: Type.Optional(personal(requiredText(NAME_LENGTH_MAX))),
  },
});

const correctedFields = {
  product: Type.Optional(name()),
  issue: Type.Optional(name()),
  organizationUnit: Type.Optional(name()),
  happenedOn: Type.Optional(date()),
  channel: Type.Optional(Channel),
  language: Type.Optional(Language),
  externalReference: Type.Optional(name()),
  /** Only the corrected fields. */
  complainant: Type.Optional(complainant),
};

/** Details of the receipt were corrected. Earlier values stay in their events. */
export const DetailsCorrected = event(
  'DetailsCorrected',
  {
    meaning: 'Particulars of the complaint were corrected.',
    identity: [...COMPLAINANT, ...PRINCIPAL],
    data: {
      description: Type.Optional(personal(requiredText(DESCRIPTION_LENGTH_MAX))),
      desiredOutcome: Type.Optional(personal(text())),
      ...correctedFields,
      jurisdiction: Type.Optional(name()),
      complainantType: Type.Optional(name()),
      concern: Type.Optional(Concern),
      /** A concern that the corrected description suggests while none is declared. */
      suggestedConcern: Type.Optional(OutOfScopeConcern),
      /** Only the corrected fields. A person whom nobody knew of has not consented yet. */
      onBehalfOf: Type.Optional(closed({ name: principal.name, relationship: principal.relationship })),
      /** The complainant complains for nobody else after all. */
      forThemselves: Type.Optional(Type.Literal(true)),
    },
  },
  // Version 1: without what was said and wished, the kind of matter, and for whom.
  { data: correctedFields },
);

/** The complainant stated contact preferences (ISO 10002:2018, clause 4: accessibility). */
export const PreferencesStated = event('PreferencesStated', {
  meaning: 'The complainant said how they want to be written to.',
  data: {
    language: Type.Optional(Language),
    /** The preferred channel; used if the complaint has an address for it. */
    preferredChannel: Type.Optional(PreferredChannel),
  },
});
