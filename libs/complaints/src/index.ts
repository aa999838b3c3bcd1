export type { CommandRemarks, CommandSource } from '@redress/eventing';
export * from './complaint-decider.js';
export * from './complaint-projection.js';
export * from './complaints.js';
export * from './corrections.js';
export * from './history-entry.js';
export * from './promised-remedies.js';
export * from './state-difference.js';
export * from './stream.js';
