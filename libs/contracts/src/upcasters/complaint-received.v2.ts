import type { Upcaster } from './upcaster.js';

/** Nothing could be split off yet: every complaint was lodged by itself. */
export const complaintReceivedFromV2: Upcaster = {
  type: 'ComplaintReceived',
  from: 2,
  upcast: (data) => data,
};
