import type { Upcaster } from './upcaster.js';

/** Nothing could be asked for yet, so it answers no request. */
export const informationAddedFromV1: Upcaster = {
  type: 'InformationAdded',
  from: 1,
  upcast: (data) => data,
};
