import type { Remedy, Upheld } from '@redress/contracts';

/** What a company's response means in the words of ISO 10002. */
export interface CompanyAnswer {
  readonly decision: Upheld;
  readonly remedies: readonly Remedy[];
}

/** Responses that are none yet: the complaint stays open. */
const UNANSWERED = ['In progress', 'Untimely response'];

/** The Bureau's categories. It publishes neither amounts nor how far a company agreed, so each stands for what it says at least. */
const ANSWERS: { readonly [response: string]: CompanyAnswer } = {
  'Closed with monetary relief': {
    decision: 'upheld',
    remedies: [{ kind: 'compensation', description: 'Monetary relief. The source does not say how much.' }],
  },
  'Closed with non-monetary relief': {
    decision: 'partly-upheld',
    remedies: [{ kind: 'rework', description: 'Non-monetary relief. The source does not say which.' }],
  },
  'Closed with relief': {
    decision: 'upheld',
    remedies: [{ kind: 'goodwill', description: 'Relief. The source does not say which.' }],
  },
  'Closed with explanation': {
    decision: 'not-upheld',
    remedies: [{ kind: 'information', description: 'An explanation. The source does not give its words.' }],
  },
  'Closed without relief': { decision: 'not-upheld', remedies: [] },
  Closed: { decision: 'not-upheld', remedies: [] },
};

/** The answer in a response of the Bureau's list; `none` for a company that has not answered. */
export function answerOf(response: string): CompanyAnswer | 'none' | 'unknown' {
  if (UNANSWERED.includes(response)) return 'none';
  return Object.hasOwn(ANSWERS, response) ? (ANSWERS[response] as CompanyAnswer) : 'unknown';
}
