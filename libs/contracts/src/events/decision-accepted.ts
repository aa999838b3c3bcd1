import Type from 'typebox';
import { defineEvent, personal, type DataOf } from '../definition/index.js';
import { AcceptanceBasis, text } from '../vocabulary/index.js';

/** The complainant accepted the decision (ISO 10002:2018, 7.9). */
export const decisionAcceptedV1 = defineEvent({
  type: 'DecisionAccepted',
  version: 1,
  meaning: 'The complainant accepted the decision.',
  isMessage: true,
  data: {
    comment: Type.Optional(personal(text())),
    basis: AcceptanceBasis,
  },
});

export type DecisionAcceptedData = DataOf<typeof decisionAcceptedV1>;
