export * from './is-email-address.js';
export * from './is-instant.js';
export * from './is-money.js';
export * from './is-plain-date.js';
export * from './nested.js';
export * from './request-validation.js';
export * from './text.js';
export * from './whole-number.js';
