import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { name, requiredText, Upheld } from '../vocabulary/index.js';

/** The investigation came to a finding (ISO 10002:2018, 7.6). */
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

export type FindingRecordedData = DataOf<typeof findingRecordedV1>;
