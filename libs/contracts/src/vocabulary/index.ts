export * from './texts.js';
export * from './values.js';
export * from './words.js';
