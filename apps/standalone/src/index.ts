import { analytics } from '@redress/analytics';
import { caseHandling } from '@redress/case-handling';
import { compliance } from '@redress/compliance';
import { identity } from '@redress/identity';
import { intake } from '@redress/intake';
import { notification } from '@redress/notification';
import type { Application } from '@redress/platform';
import { web } from '@redress/web';
import { AdministrationModule } from './administration-module.js';

export { batchesOfThreads } from './sample-data/generation-threads.js';
export { SAMPLE_COMPLAINTS } from './sample-data/sample-data.js';

/** The services that can also run as processes of their own. */
export const separateServices: readonly Application[] = [
  intake,
  caseHandling,
  notification,
  analytics,
  compliance,
  identity,
  web,
];

/** Every service, in one process on one port. The services are the same as in separate processes: only the engines below are embedded. */
export const services: readonly Application[] = separateServices.map((service) =>
  service === identity ? withAdministration(service) : service,
);

/** A service together with what only a process that has all of them can do for its administrators. */
function withAdministration(service: Application): Application {
  const { imports = [] } = service.module;
  return { ...service, module: { ...service.module, imports: [...imports, AdministrationModule] } };
}
