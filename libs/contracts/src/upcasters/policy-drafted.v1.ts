import type { Upcaster } from './upcaster.js';

/** Every calendar was one that ships. */
export const policyDraftedFromV1: Upcaster = {
  type: 'PolicyDrafted',
  from: 1,
  upcast: (data) => data,
};
