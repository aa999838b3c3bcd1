export * from './answers.js';
export { openApiDocument } from './describe-api.js';
export * from './history-entry-schema.js';
