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

/** A promise to a complainant. Later events refer to it by its index. */
export const remedy = closed({
  kind: RemedyKind,
  amount: Type.Optional(money()),
  description: Type.Optional(personal(text())),
  dueOn: Type.Optional(date()),
});

/** A response was proposed, for a second person to approve (ISO 10002:2018, 7.7). */
export const ResponseProposed = event('ResponseProposed', {
  meaning: 'A response with its remedies was proposed.',
  data: {
    decision: Upheld,
    explanation: personal(requiredText()),
    /** Later events refer to a remedy by its index here. */
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

/** A second person returned the proposed response for more work, with a reason. */
export const ResponseReturned = event('ResponseReturned', {
  meaning: 'The proposed response was returned to its proposer.',
  data: {
    comment: personal(requiredText()),
  },
});

/** The exact text as communicated, and the version of its template. */
const toldWords = closed({
  /** Name and version: `decision@1`. */
  template: name(),
  language: Language,
  subject: personal(requiredText(SUBJECT_LENGTH_MAX)),
  text: personal(requiredText(MESSAGE_LENGTH_MAX)),
});

const communicatedFields = {
  channel: Type.Optional(Channel),
  /** Timeliness according to the source of an import. Not for complaints whose clocks run here. */
  timely: Type.Optional(Type.Boolean()),
};

/** The decision was communicated to the complainant (ISO 10002:2018, 7.8). */
export const DecisionCommunicated = event(
  'DecisionCommunicated',
  {
    meaning: 'The decision was communicated to the complainant.',
    data: {
      ...communicatedFields,
      /** Absent if another system communicated the decision, or if the complainant was erased before. */
      message: Type.Optional(toldWords),
    },
  },
  // Version 1: the text was not kept.
  { data: communicatedFields },
);

/** The complainant accepted the decision, or an early resolution (ISO 10002:2018, 7.9). */
export const DecisionAccepted = event(
  'DecisionAccepted',
  {
    meaning: 'The complainant accepted the decision, or was content before there was one.',
    data: {
      /** Without a decision: how the complaint was settled. */
      comment: Type.Optional(personal(text())),
      basis: AcceptanceBasis,
      /** Without a decision: the clocks that the policy exempts. */
      exempted: Type.Optional(clockNames()),
      /** Presumed from a silence: its start, and the calendar of its limit. */
      silence: Type.Optional(closed({ since: instant(), calendar: version() })),
    },
  },
  // Version 1: only a decision could be accepted.
  {
    meaning: 'The complainant accepted the decision.',
    data: { comment: Type.Optional(personal(text())), basis: AcceptanceBasis },
  },
);

/** The complainant did not accept the decision, and the complaint stays open (ISO 10002:2018, 7.9). */
export const DecisionRejected = event('DecisionRejected', {
  meaning: 'The complainant rejected the decision.',
  data: {
    comment: Type.Optional(personal(text())),
  },
});

/** A promised remedy was delivered. */
export const RemedyDelivered = event('RemedyDelivered', {
  meaning: 'A remedy of the communicated response was delivered.',
  data: {
    /** Index within the remedies of the communicated response, from 0. */
    remedy: Type.Integer({ minimum: 0, maximum: REMEDIES_MAX - 1 }),
    evidence: Type.Optional(personal(text())),
  },
});
