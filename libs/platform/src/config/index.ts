export * from './config-error.js';
export * from './load-config.js';
export * from './read-sms.js';
export * from './redress-config.js';
