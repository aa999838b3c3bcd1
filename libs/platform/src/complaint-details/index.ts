export * from './complainant.request.js';
export * from './details.request.js';
export * from './matter.request.js';
