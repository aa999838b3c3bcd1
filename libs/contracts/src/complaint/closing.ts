import Type from 'typebox';
import { event, personal } from '../definition.js';
import { Channel, ClosingOutcome, name, requiredText, text, Upheld } from '../vocabulary.js';
import { remedy, REMEDIES_MAX } from './decision.js';

/** The complaint was referred to an outside body; the reason is in the metadata, sealed. */
export const ComplaintReferred = event('ComplaintReferred', {
  meaning: 'The complaint was referred to an outside body.',
  data: {
    /** An organization, never a person. */
    to: name(),
  },
});

/** The decision of an outside body became known (ISO 10002:2018, 7.9). */
export const ReferralOutcomeRecorded = event('ReferralOutcomeRecorded', {
  meaning: 'The outcome of a referral to an outside body was recorded.',
  data: {
    outcome: Upheld,
    /** The outside body that decided. */
    by: name(),
    summary: personal(requiredText()),
  },
});

/**
 * The binding award of an outside body, an ombudsman or a court (ISO 10002:2018, 7.9). It replaces the promises of a decision: the index
 * in `RemedyDelivered` refers to it from then on.
 */
export const AwardRecorded = event('AwardRecorded', {
  meaning: 'An award of an outside body was recorded.',
  data: {
    /** The outside body. */
    by: name(),
    summary: personal(requiredText()),
    remedies: Type.Array(remedy, { minItems: 1, maxItems: REMEDIES_MAX }),
  },
});

/**
 * The complainant no longer pursues the complaint; the reason is in the metadata, sealed. Recorded by staff, it says how the complainant said so;
 * complainants who withdraw themselves need no evidence.
 */
export const ComplaintWithdrawn = event(
  'ComplaintWithdrawn',
  {
    meaning: 'The complaint was withdrawn.',
    data: {
      channel: Type.Optional(Channel),
      /** What the complainant said or wrote. */
      words: Type.Optional(personal(requiredText())),
      /** The attachment of the complaint that shows it. */
      attachment: Type.Optional(name()),
      /** Revision of the event whose words show it. */
      message: Type.Optional(Type.Integer({ minimum: 0 })),
    },
  },
  // Version 1: staff needed no evidence.
  { data: {} },
);

const comment = Type.Optional(personal(text()));

/** The handling of the complaint ended (ISO 10002:2018, 7.9). */
export const ComplaintClosed = event(
  'ComplaintClosed',
  { meaning: 'The complaint was closed.', data: { outcome: ClosingOutcome, comment } },
  // Version 1: a complaint settled by an outside body could only be closed as out of scope.
  { data: { outcome: Type.Enum(['resolved', 'options-exhausted', 'withdrawn', 'out-of-scope']), comment } },
);

/** Worst and best rating. */
export const RATING_MIN = 1;
export const RATING_MAX = 5;

/** The complainant said how satisfied they are with how the ended complaint was handled (ISO 10002:2018, 8.3), whatever was decided. */
export const SatisfactionRated = event('SatisfactionRated', {
  meaning: 'The complainant rated how the complaint was handled.',
  data: { rating: Type.Integer({ minimum: RATING_MIN, maximum: RATING_MAX }), comment },
});

/** A complaint that was closed, withdrawn or referred is handled again; the reason is in the metadata, sealed. */
export const ComplaintReopened = event('ComplaintReopened', {
  meaning: 'The complaint was reopened.',
  data: {},
});
