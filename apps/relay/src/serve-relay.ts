import type { Position } from '@redress/eventing';
import {
  createOperatedApplication,
  JsonLogger,
  loadConfig,
  openRelayEngines,
  runProcess,
  startOrExplain,
  type RunningService,
} from '@redress/platform';
import { RelayModule } from './relay.module.js';

export interface ServeRelayOptions {
  /** Where a topic that nothing was published to yet begins: after this position. Default: at the beginning of the log. */
  readonly from?: Position;
}

/**
 * Runs the relay in this process, configured by the environment, with health and metrics on its port. When it cannot start, prints why in
 * one line and ends the process with exit code 3. Any number may run at once: one of them publishes, the others wait to take over.
 */
export function serveRelay(
  env: NodeJS.ProcessEnv = process.env,
  options: ServeRelayOptions = {},
): Promise<RunningService> {
  return startOrExplain('relay', async () => {
    const config = loadConfig(env);
    const logger = new JsonLogger('relay', config.logLevel);
    const engines = await openRelayEngines(config);
    const module = RelayModule.forRoot(config, engines, options);
    const app = await createOperatedApplication(module, logger).catch(async (error: unknown) => {
      await engines.close();
      throw error;
    });
    return runProcess({ name: 'relay', config, logger, app });
  });
}
