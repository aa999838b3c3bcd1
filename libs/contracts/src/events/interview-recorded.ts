import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { date, IntervieweeRole, name, requiredText } from '../vocabulary/index.js';

/** Somebody was heard about the complaint (ISO 10002:2018, 7.6). */
export const interviewRecordedV1 = defineEvent({
  type: 'InterviewRecorded',
  version: 1,
  meaning: 'An interview was recorded.',
  isMessage: true,
  data: {
    with: personal(name()),
    role: IntervieweeRole,
    heldOn: date(),
    summary: personal(requiredText()),
  },
});

export type InterviewRecordedData = DataOf<typeof interviewRecordedV1>;
