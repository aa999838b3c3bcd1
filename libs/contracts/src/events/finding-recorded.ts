import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { name, policyVersion, requiredText, Upheld } from '../vocabulary/index.js';

/** As v2, when causes were of no list. */
export const findingRecordedV1 = defineEvent({
  type: 'FindingRecorded',
  version: 1,
  meaning: 'A finding of the investigation was recorded.',
  data: {
    summary: personal(requiredText()),
    upheld: Upheld,
    /** A code of the organization: causes are counted by it. */
    rootCause: Type.Optional(name()),
  },
});

/** The investigation came to a finding (ISO 10002:2018, 7.6). */
export const findingRecordedV2 = defineEvent({
  type: 'FindingRecorded',
  version: 2,
  meaning: 'A finding of the investigation was recorded.',
  isMessage: true,
  data: {
    summary: personal(requiredText()),
    upheld: Upheld,
    /** A code of the organization: causes are counted by it. */
    rootCause: Type.Optional(name()),
    /** Name and version of the list that the code is from; absent when the policy has none. */
    taxonomy: Type.Optional(policyVersion()),
  },
});

export type FindingRecordedData = DataOf<typeof findingRecordedV2>;
