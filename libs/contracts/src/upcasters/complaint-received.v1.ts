import type { Upcaster } from './upcaster.js';

/** All that the second version added may be left out, and of an old receipt nobody knows it. */
export const complaintReceivedFromV1: Upcaster = {
  type: 'ComplaintReceived',
  from: 1,
  upcast: (data) => data,
};
