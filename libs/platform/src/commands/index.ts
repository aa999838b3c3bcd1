export * from './answer-headers.js';
export * from './command-answer.js';
export * from './command-controller.js';
export * from './command-meta.js';
export * from './command-request.js';
export * from './decide-on-complaint.js';
export * from './reference.js';
export * from './requested-command.js';
