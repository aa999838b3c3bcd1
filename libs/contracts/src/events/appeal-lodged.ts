import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { requiredText } from '../vocabulary/index.js';

/** The complaint went to the next stage of deciding, since the decision was not accepted (ISO 10002:2018, 7.9). */
export const appealLodgedV1 = defineEvent({
  type: 'AppealLodged',
  version: 1,
  meaning: 'The complainant appealed, and the next stage began.',
  isMessage: true,
  data: {
    /** The stage that begins; the first decision was made in stage 1. */
    stage: Type.Integer({ minimum: 2, maximum: 9 }),
    /** Nobody who decided in a stage before may decide in this one. */
    anotherDecider: Type.Boolean(),
    /** The policy sends every rejection to this stage: nobody asked for it. */
    automatic: Type.Boolean(),
    grounds: Type.Optional(personal(requiredText())),
  },
});

export type AppealLodgedData = DataOf<typeof appealLodgedV1>;
