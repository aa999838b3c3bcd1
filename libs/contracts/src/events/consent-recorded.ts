import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { requiredText } from '../vocabulary/index.js';

/** The person for whom somebody else complains said whether they agree to it, and to be told through them (ISO 10002:2018, 7.2). */
export const consentRecordedV1 = defineEvent({
  type: 'ConsentRecorded',
  version: 1,
  meaning: 'Whether the person for whom somebody else complains agrees was recorded.',
  data: {
    given: Type.Boolean(),
    /** What shows it: a signed form, a call. */
    evidence: Type.Optional(personal(requiredText())),
  },
});

export type ConsentRecordedData = DataOf<typeof consentRecordedV1>;
