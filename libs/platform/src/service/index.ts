export * from './application.js';
export * from './run-process.js';
export * from './run-service.js';
export * from './serve.js';
export { serviceRoot } from './service-root.js';
export { startOrExplain } from './start-or-explain.js';
