export { openApiDocument } from './describe-api.js';
