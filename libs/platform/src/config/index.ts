export * from './config-error.js';
export * from './load-config.js';
export * from './read-quiet-hours.js';
export * from './read-sms.js';
export * from './read-staff-directory.js';
export * from './read-webhooks.js';
export * from './redress-config.js';
