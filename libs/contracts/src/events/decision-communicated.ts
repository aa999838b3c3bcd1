import Type from 'typebox';
import { closed, defineEvent, personal, type DataOf } from '../definition/index.js';
import { Channel, Language, MESSAGE_LENGTH_MAX, name, requiredText, SUBJECT_LENGTH_MAX } from '../vocabulary/index.js';

/** As v2, when the words in which the decision was told were not kept. */
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

/** The very words that were told, and by which version of which template they were made. */
const message = closed({
  /** Name and version: `decision@1`. */
  template: name(),
  language: Language,
  subject: personal(requiredText(SUBJECT_LENGTH_MAX)),
  text: personal(requiredText(MESSAGE_LENGTH_MAX)),
});

/** The complainant was told the decision (ISO 10002:2018, 7.8). */
export const decisionCommunicatedV2 = defineEvent({
  type: 'DecisionCommunicated',
  version: 2,
  meaning: 'The decision was communicated to the complainant.',
  data: {
    channel: Type.Optional(Channel),
    /** Whether it was in time, as the source of an import says. Not for complaints whose clocks run here. */
    timely: Type.Optional(Type.Boolean()),
    /** Absent where another system told the decision, and where the complainant was erased before. */
    message: Type.Optional(message),
  },
});

export type DecisionCommunicatedData = DataOf<typeof decisionCommunicatedV2>;
