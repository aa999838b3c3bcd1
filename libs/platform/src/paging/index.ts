export * from './at-least-query.js';
export * from './page-query.js';
