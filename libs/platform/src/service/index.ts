export * from './run-service.js';
export { serviceRoot } from './service-root.js';
