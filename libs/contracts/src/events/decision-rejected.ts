import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { text } from '../vocabulary/index.js';

/** The complainant did not accept the decision, and the complaint stays open (ISO 10002:2018, 7.9). */
export const decisionRejectedV1 = defineEvent({
  type: 'DecisionRejected',
  version: 1,
  meaning: 'The complainant rejected the decision.',
  isMessage: true,
  data: {
    comment: Type.Optional(personal(text())),
  },
});

export type DecisionRejectedData = DataOf<typeof decisionRejectedV1>;
