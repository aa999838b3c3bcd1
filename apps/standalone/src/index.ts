import { identity } from '@redress/identity';
import type { Application } from '@redress/platform';
import { AdministrationModule } from './administration-module.js';
import { separateServices } from './separate-services.js';

export { fail, type Finding, findingsIn, ok, warn } from './doctor/finding.js';
export { checkClock, checkDataFolder, checkDisk, checkMail, checkNode, checkPort } from './doctor/machine-checks.js';
export { checkPlaces, hasRelay } from './doctor/place-checks.js';
export { approvalFinding } from './doctor/approval-finding.js';
export { holidayFindings } from './doctor/holiday-findings.js';
export { consumerGroups, type Follower, followers } from './followers.js';
export { type ListedView, listedView } from './operations/listed-views.js';
export { ParkedSkips } from './operations/parked-skips.js';
export { batchesOfThreads } from './sample-data/generation-threads.js';
export { SAMPLE_COMPLAINTS } from './sample-data/sample-data.js';
export { separateServices } from './separate-services.js';

/** Every service, in one process on one port. The services are the same as in separate processes: only the engines below are embedded. */
export const services: readonly Application[] = separateServices.map((service) =>
  service === identity ? withAdministration(service) : service,
);

/** A service together with what only a process that has all of them can do for its administrators. */
function withAdministration(service: Application): Application {
  const { imports = [] } = service.module;
  return { ...service, module: { ...service.module, imports: [...imports, AdministrationModule] } };
}
