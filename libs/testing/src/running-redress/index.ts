export * from './call.js';
export * from './eventually.js';
export * from './running-redress.js';
export * from './seeded-random.js';
