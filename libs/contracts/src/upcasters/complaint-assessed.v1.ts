import type { Upcaster } from './upcaster.js';

/** Immediate action was needed or not; whether it was possible had not been asked, so `possible` never follows. */
export const complaintAssessedFromV1: Upcaster = {
  type: 'ComplaintAssessed',
  from: 1,
  upcast: (data) => ({ ...data, immediateAction: data['immediateAction'] === true ? 'needed' : 'none' }),
};
