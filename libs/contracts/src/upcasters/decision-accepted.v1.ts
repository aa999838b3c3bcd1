import type { Upcaster } from './upcaster.js';

/** Only a decision could be accepted, so no clock was exempted by it. */
export const decisionAcceptedFromV1: Upcaster = {
  type: 'DecisionAccepted',
  from: 1,
  upcast: (data) => data,
};
