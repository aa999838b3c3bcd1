import Type from 'typebox';
import { closed, event, personal } from '../definition.js';
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
} from '../vocabulary.js';

/** Who complains, as far as they said. Without it the complaint is anonymous. */
export const complainant = closed({
  name: Type.Optional(personal(text(NAME_LENGTH_MAX))),
  email: Type.Optional(personal(email())),
  phone: Type.Optional(personal(text(NAME_LENGTH_MAX))),
  postalAddress: Type.Optional(personal(text())),
  preferredChannel: Type.Optional(Channel),
  accessibilityNeeds: Type.Optional(personal(text())),
});

/** The person for whom somebody else complains, and whether that person agreed. */
const onBehalfOf = closed({
  name: Type.Optional(personal(text(NAME_LENGTH_MAX))),
  relationship: Type.Optional(personal(text(NAME_LENGTH_MAX))),
  consent: Type.Boolean(),
});

/** The complaint off which this one was split, and when that was acknowledged, if it was: it holds for both. */
const splitFrom = closed({
  complaint: reference(),
  acknowledgedAt: Type.Optional(instant()),
});

/** What a receipt says, of a complaint that was lodged. */
const lodgedFields = {
  description: personal(requiredText(DESCRIPTION_LENGTH_MAX)),
  /** The remedy sought. */
  desiredOutcome: Type.Optional(personal(text())),
  product: Type.Optional(name()),
  issue: Type.Optional(name()),
  organizationUnit: Type.Optional(name()),
  /** Under whose law the complaint falls, as policies name it in their scope: `IR`, `US`. */
  jurisdiction: Type.Optional(name()),
  /** The market segment, as policies name it in their scope: `consumer`, `small-business`. Never a person. */
  complainantType: Type.Optional(name()),
  /** What kind of matter it is, as far as was said; two of them are out of the scope of ISO 10002:2018 (clause 1). */
  concern: Type.Optional(Concern),
  /** What its words say of a concern that nobody declared: for people to look at, never a decision. */
  suggestedConcern: Type.Optional(OutOfScopeConcern),
  happenedOn: Type.Optional(date()),
  channel: Channel,
  language: Language,
  /** What was done at once, at receipt. */
  immediateActionTaken: Type.Optional(personal(text())),
  /** As another system calls this complaint. */
  externalReference: Type.Optional(name()),
  complainant: Type.Optional(complainant),
  onBehalfOf: Type.Optional(onBehalfOf),
};

/** A complaint was expressed and recorded under its own reference (ISO 10002:2018, 7.2). */
export const ComplaintReceived = event(
  'ComplaintReceived',
  {
    meaning: 'A complaint was received.',
    data: { ...lodgedFields, splitFrom: Type.Optional(splitFrom) },
  },
  // When jurisdiction, kind of complainant, concern and what was done at once had not been asked.
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
  // When nothing could be split off another complaint.
  { data: lodgedFields },
);

/** The complainant was told that the complaint was received (ISO 10002:2018, 7.4). */
export const ComplaintAcknowledged = event('ComplaintAcknowledged', {
  meaning: 'The receipt of the complaint was acknowledged to the complainant.',
  data: {
    channel: Type.Optional(Channel),
  },
});

/** The person for whom somebody else complains said whether they agree to it, and to be told through them (ISO 10002:2018, 7.2). */
export const ConsentRecorded = event('ConsentRecorded', {
  meaning: 'Whether the person for whom somebody else complains agrees was recorded.',
  data: {
    given: Type.Boolean(),
    /** What shows it: a signed form, a call. */
    evidence: Type.Optional(personal(requiredText())),
  },
});

/** The largest attachment that any configuration allows: 100 MiB. */
export const ATTACHMENT_BYTES_MAX = 104_857_600;

/** A file was added to the complaint (ISO 10002:2018, 7.2). Its content is kept apart from the events, sealed under the same key. */
export const AttachmentAdded = event('AttachmentAdded', {
  meaning: 'A file was added to the complaint.',
  data: {
    /** Names the file within the complaint; follows from its content, so that the same file is there once. */
    attachment: Type.String({ pattern: '^[0-9a-f]{32}$' }),
    /** As its content shows, whatever its sender called it: `application/pdf`. */
    mediaType: Type.String({ maxLength: 100, pattern: '^[a-z]+/[a-z0-9.+-]+$' }),
    bytes: Type.Integer({ minimum: 1, maximum: ATTACHMENT_BYTES_MAX }),
    /** Of the content as it was sent, in hexadecimal. */
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** What its sender calls the file. */
    name: Type.Optional(personal(requiredText(NAME_LENGTH_MAX))),
  },
});

/** Particulars of the receipt were wrong. What they said before stays in the events in which it was said. */
export const DetailsCorrected = event('DetailsCorrected', {
  meaning: 'Particulars of the complaint were corrected.',
  data: {
    product: Type.Optional(name()),
    issue: Type.Optional(name()),
    organizationUnit: Type.Optional(name()),
    happenedOn: Type.Optional(date()),
    channel: Type.Optional(Channel),
    language: Type.Optional(Language),
    externalReference: Type.Optional(name()),
    /** Only the fields that were corrected. */
    complainant: Type.Optional(complainant),
  },
});

/** The complainant said how they want to be written to from now on (ISO 10002:2018, clause 4: accessibility). */
export const PreferencesStated = event('PreferencesStated', {
  meaning: 'The complainant said how they want to be written to.',
  data: {
    language: Type.Optional(Language),
    /** A way in which messages travel; used where the complaint holds an address for it. */
    preferredChannel: Type.Optional(PreferredChannel),
  },
});
