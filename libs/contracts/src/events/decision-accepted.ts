import Type from 'typebox';
import { closed, defineEvent, personal, type DataOf } from '../definition/index.js';
import { AcceptanceBasis, instant, text, version } from '../vocabulary/index.js';
import { clockNames } from './clock-fields.js';

/** As v2, when only a decision could be accepted. */
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

/** The complainant accepted the decision, or what settled the complaint before there was one (ISO 10002:2018, 7.9). */
export const decisionAcceptedV2 = defineEvent({
  type: 'DecisionAccepted',
  version: 2,
  meaning: 'The complainant accepted the decision, or was content before there was one.',
  data: {
    /** Without a decision: what settled the complaint. */
    comment: Type.Optional(personal(text())),
    basis: AcceptanceBasis,
    /** Accepted before a decision: the clocks of which nothing is owed any more by the policy. */
    exempted: Type.Optional(clockNames()),
    /** Presumed from a silence: since when nothing was heard, and the calendar by which the policy's time for it was counted. */
    silence: Type.Optional(closed({ since: instant(), calendar: version() })),
  },
});

export type DecisionAcceptedData = DataOf<typeof decisionAcceptedV2>;
