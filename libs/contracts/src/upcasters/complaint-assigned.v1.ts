import type { Upcaster } from './upcaster.js';

/** There was always somebody: the queue could not be named. */
export const complaintAssignedFromV1: Upcaster = {
  type: 'ComplaintAssigned',
  from: 1,
  upcast: (data) => data,
};
