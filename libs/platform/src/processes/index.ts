export * from './process-service.js';
export * from './provide-process.js';
