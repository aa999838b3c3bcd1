import type { Routes } from './gateway.js';

/** What an ingress routes where. `tools/deploy/one-port.int.spec.ts` holds it to the API's description. */
export const SERVICE_ROUTES: Routes = [
  ['/api/complaints', 'intake'],
  ['/api/track', 'intake'],
  ['/api/cases', 'case-handling'],
  ['/api/policies', 'case-handling'],
  ['/api/notifications', 'notification'],
  ['/api/analytics', 'analytics'],
  ['/api/compliance', 'compliance'],
  // What no service has a prefix for: an unknown path is any service's to refuse.
  ['/', 'intake'],
];
