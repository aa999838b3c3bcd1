export * from './attachment-answer.js';
export * from './attachment-routes.js';
export * from './attachments.js';
export * from './attachments-controller.js';
export * from './attachments-module.js';
export * from './scanning/attachment-scanner.js';
export * from './swept-copy.js';
export * from './upload.js';
