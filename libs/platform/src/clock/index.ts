export * from './clock.js';
export * from './moved-clock.js';
export * from './system-clock.js';
