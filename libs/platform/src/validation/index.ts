export * from './is-instant.js';
export * from './is-money.js';
export * from './is-plain-date.js';
export * from './request-validation.js';
export * from './text.js';
