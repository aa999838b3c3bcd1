export * from './allow.js';
export { callerKey, type CallerKind } from './caller.js';
export * from './guard.js';
export * from './mint-token.js';
export * from './staff-roles.js';
export * from './staff-tokens.js';
export * from './track-tokens.js';
export { Authenticator } from './authenticator.js';
