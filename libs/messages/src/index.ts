export { amountWords } from './amounts.js';
export { dayWords } from './days.js';
export { DECISION_TEMPLATE, decisionMessage } from './decision/decision.message.js';
export type { DecisionFacts } from './decision/decision-facts.js';
export { decisionOfComplaint } from './decision/decision-of-complaint.js';
export { isolate, isolateWords } from './direction.js';
export { greetingName } from './greeting-name.js';
export * from './public-page/public-page.js';
export { publicWords, type PublicWords } from './public-page/public-words.js';
