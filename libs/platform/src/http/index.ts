export { BODY_BYTES_MAX } from './adapter.js';
export * from './create-http-application.js';
