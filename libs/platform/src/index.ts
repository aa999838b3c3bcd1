export * from './attachments/index.js';
export { Allow, Caller, callerKey, type CallerKind, callerOf, Public } from './security/caller.js';
export { AuthorizationGuard, Authenticator } from './security/guard.js';
export { ServerSecrets } from './security/server-secrets.js';
export {
  mintToken,
  type StaffRole,
  staffRoles,
  staffRolesIn,
  StaffTokens,
  type TokenRequest,
} from './security/staff-tokens.js';
export { TrackTokens } from './security/track-tokens.js';
export * from './clock/index.js';
export * from './commands/index.js';
export * from './complaint-details/index.js';
export * from './config/index.js';
export * from './consumers/index.js';
export * from './engines/index.js';
export * from './http/index.js';
export * from './logging/index.js';
export { KnownDamage } from './health/known-damage.js';
export { refuseUnless, ReadinessChecks } from './health/readiness.js';
export { Metrics } from './metrics/metrics.js';
export * from './operations-module.js';
export * from './openapi/index.js';
export * from './paging/index.js';
export * from './platform-module.js';
export * from './problems/index.js';
export * from './processes/index.js';
export * from './service/index.js';
export * from './validation/index.js';
export * from './views/index.js';
