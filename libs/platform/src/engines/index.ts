export * from './engines.js';
export * from './tokens.js';
