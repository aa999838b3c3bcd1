import Type from 'typebox';
import { defineEvent, type DataOf } from '../definition/index.js';
import { Channel } from '../vocabulary/index.js';

/** The complainant was told the decision (ISO 10002:2018, 7.8). */
export const decisionCommunicatedV1 = defineEvent({
  type: 'DecisionCommunicated',
  version: 1,
  meaning: 'The decision was communicated to the complainant.',
  data: {
    channel: Type.Optional(Channel),
    /** Whether it was in time, as the source of an import says. Not for complaints whose clocks run here. */
    timely: Type.Optional(Type.Boolean()),
  },
});

export type DecisionCommunicatedData = DataOf<typeof decisionCommunicatedV1>;
