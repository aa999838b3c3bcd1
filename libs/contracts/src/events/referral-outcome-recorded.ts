import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { name, requiredText, Upheld } from '../vocabulary/index.js';

/** An outside body decided on the complaint, and what it decided became known (ISO 10002:2018, 7.9). */
export const referralOutcomeRecordedV1 = defineEvent({
  type: 'ReferralOutcomeRecorded',
  version: 1,
  meaning: 'The outcome of a referral to an outside body was recorded.',
  data: {
    outcome: Upheld,
    /** The outside body that decided. */
    by: name(),
    summary: personal(requiredText()),
  },
});

export type ReferralOutcomeRecordedData = DataOf<typeof referralOutcomeRecordedV1>;
