import type { Upcaster } from './upcaster.js';

/** The words were not kept, so nobody knows them: the message stays absent. */
export const decisionCommunicatedFromV1: Upcaster = {
  type: 'DecisionCommunicated',
  from: 1,
  upcast: (data) => data,
};
