import Type from 'typebox';
import { closed, defineEvent, personal, type DataOf } from '../definition/index.js';
import { date, money, name, RemedyKind, requiredText, text, Upheld } from '../vocabulary/index.js';

/** Most remedies of one response. */
export const REMEDIES_MAX = 20;

const remedy = closed({
  kind: RemedyKind,
  amount: Type.Optional(money()),
  description: Type.Optional(personal(text())),
  dueOn: Type.Optional(date()),
});

/** An answer was drafted, for a second person to approve (ISO 10002:2018, 7.7). */
export const responseProposedV1 = defineEvent({
  type: 'ResponseProposed',
  version: 1,
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

export type ResponseProposedData = DataOf<typeof responseProposedV1>;
