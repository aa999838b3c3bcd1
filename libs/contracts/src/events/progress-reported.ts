import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { instant, text, version, word } from '../vocabulary/index.js';
import { runNumber } from './clock-fields.js';

/** The complainant is told how things stand (ISO 10002:2018, 7.3): on request, or by itself at a time that the policy sets. */
export const progressReportedV1 = defineEvent({
  type: 'ProgressReported',
  version: 1,
  meaning: 'The complainant was told how things stand.',
  isMessage: true,
  data: {
    text: Type.Optional(personal(text())),
    /** The clock, and its run, that asked for it; absent when a person reported. */
    clock: Type.Optional(word()),
    run: Type.Optional(runNumber()),
    calendar: Type.Optional(version()),
    /** When the next report is due. */
    next: Type.Optional(instant()),
  },
});

export type ProgressReportedData = DataOf<typeof progressReportedV1>;
