import Type from 'typebox';
import { closed, event, personal } from '../definition.js';
import {
  AcceptanceBasis,
  Channel,
  date,
  instant,
  Language,
  MESSAGE_LENGTH_MAX,
  money,
  name,
  RemedyKind,
  requiredText,
  SUBJECT_LENGTH_MAX,
  text,
  Upheld,
  version,
} from '../vocabulary.js';
import { clockNames } from './clocks.js';

/** Most remedies of one response. */
export const REMEDIES_MAX = 20;

/** What is promised to a complainant. Later events name it by its index within the promise. */
export const remedy = closed({
  kind: RemedyKind,
  amount: Type.Optional(money()),
  description: Type.Optional(personal(text())),
  dueOn: Type.Optional(date()),
});

/** An answer was drafted, for a second person to approve (ISO 10002:2018, 7.7). */
export const ResponseProposed = event('ResponseProposed', {
  meaning: 'A response with its remedies was proposed.',
  data: {
    decision: Upheld,
    explanation: personal(requiredText()),
    /** Later events name a remedy by its index here. */
    remedies: Type.Array(remedy, { maxItems: REMEDIES_MAX }),
    /** The organization's own category of answer. */
    responseKind: Type.Optional(name()),
  },
});

/** A second person agreed to the proposed response. */
export const ResponseApproved = event('ResponseApproved', {
  meaning: 'The proposed response was approved.',
  data: {
    comment: Type.Optional(personal(text())),
  },
});

/** A second person gave the proposed response back for more work, and said why. */
export const ResponseReturned = event('ResponseReturned', {
  meaning: 'The proposed response was returned to its proposer.',
  data: {
    comment: personal(requiredText()),
  },
});

/** The very words that were told, and by which version of which template they were made. */
const toldWords = closed({
  /** Name and version: `decision@1`. */
  template: name(),
  language: Language,
  subject: personal(requiredText(SUBJECT_LENGTH_MAX)),
  text: personal(requiredText(MESSAGE_LENGTH_MAX)),
});

const communicatedFields = {
  channel: Type.Optional(Channel),
  /** Whether it was in time, as the source of an import says. Not for complaints whose clocks run here. */
  timely: Type.Optional(Type.Boolean()),
};

/** The complainant was told the decision (ISO 10002:2018, 7.8). */
export const DecisionCommunicated = event(
  'DecisionCommunicated',
  {
    meaning: 'The decision was communicated to the complainant.',
    data: {
      ...communicatedFields,
      /** Absent where another system told the decision, and where the complainant was erased before. */
      message: Type.Optional(toldWords),
    },
  },
  // When the words in which the decision was told were not kept.
  { data: communicatedFields },
);

/** The complainant accepted the decision, or what settled the complaint before there was one (ISO 10002:2018, 7.9). */
export const DecisionAccepted = event(
  'DecisionAccepted',
  {
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
  },
  // When only a decision could be accepted.
  {
    meaning: 'The complainant accepted the decision.',
    data: { comment: Type.Optional(personal(text())), basis: AcceptanceBasis },
  },
);

/** The complainant did not accept the decision, and the complaint stays open (ISO 10002:2018, 7.9). */
export const DecisionRejected = event('DecisionRejected', {
  meaning: 'The complainant rejected the decision.',
  isMessage: true,
  data: {
    comment: Type.Optional(personal(text())),
  },
});

/** A promised remedy was carried out. */
export const RemedyDelivered = event('RemedyDelivered', {
  meaning: 'A remedy of the communicated response was delivered.',
  data: {
    /** Index within the remedies of the communicated response, from 0. */
    remedy: Type.Integer({ minimum: 0, maximum: REMEDIES_MAX - 1 }),
    evidence: Type.Optional(personal(text())),
  },
});
