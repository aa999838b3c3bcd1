export * from './language.js';
export * from './problem.js';
export * from './problem-document.js';
export * from './problem-filter.js';
export * from './problem-of.js';
export * from './problem-table.js';
