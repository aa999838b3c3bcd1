import Type from 'typebox';
import { event, personal } from '../definition.js';
import { ClosingOutcome, name, requiredText, text, Upheld } from '../vocabulary.js';
import { remedy, REMEDIES_MAX } from './decision.js';

/** The complaint was passed to a body outside the organization; why stands in the metadata, sealed. */
export const ComplaintReferred = event('ComplaintReferred', {
  meaning: 'The complaint was referred to an outside body.',
  data: {
    /** An organization, never a person. */
    to: name(),
  },
});

/** An outside body decided on the complaint, and what it decided became known (ISO 10002:2018, 7.9). */
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
 * An outside body whose word binds, an ombudsman or a court, awarded the complainant something (ISO 10002:2018, 7.9). It takes the place of
 * what a decision promised: `RemedyDelivered` counts within it from then on.
 */
export const AwardRecorded = event('AwardRecorded', {
  meaning: 'An award of an outside body was recorded.',
  data: {
    /** The outside body that made it. */
    by: name(),
    summary: personal(requiredText()),
    remedies: Type.Array(remedy, { minItems: 1, maxItems: REMEDIES_MAX }),
  },
});

/** The complainant no longer pursues the complaint; why stands in the metadata, sealed. */
export const ComplaintWithdrawn = event('ComplaintWithdrawn', {
  meaning: 'The complaint was withdrawn.',
  data: {},
});

const comment = Type.Optional(personal(text()));

/** The handling of the complaint ended (ISO 10002:2018, 7.9). */
export const ComplaintClosed = event(
  'ComplaintClosed',
  { meaning: 'The complaint was closed.', data: { outcome: ClosingOutcome, comment } },
  // When a complaint that an outside body settled could only be called out of scope.
  { data: { outcome: Type.Enum(['resolved', 'options-exhausted', 'withdrawn', 'out-of-scope']), comment } },
);

/** A complaint that was closed, withdrawn or referred is handled again; why stands in the metadata, sealed. */
export const ComplaintReopened = event('ComplaintReopened', {
  meaning: 'The complaint was reopened.',
  data: {},
});
