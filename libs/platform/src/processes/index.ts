export * from './provide-process.js';
