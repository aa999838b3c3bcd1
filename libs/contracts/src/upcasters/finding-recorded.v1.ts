import type { Upcaster } from './upcaster.js';

/** Causes were free words, of no list. */
export const findingRecordedFromV1: Upcaster = {
  type: 'FindingRecorded',
  from: 1,
  upcast: (data) => data,
};
