export * from './failure-summary.js';
export * from './json-logger.js';
