export type { CommandRemarks, CommandSource } from '@redress/eventing';
export * from './complaint-process.js';
export * from './complaint-projection.js';
export * from './complaints.js';
export * from './history.js';
export * from './receipt.js';
export * from './stream.js';
export * from './walls.js';
