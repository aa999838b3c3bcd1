import type { DynamicModule, Type } from '@nestjs/common';
import type { RedressConfig } from '../config/redress-config.js';
import { connectConsumer, type ConsumerDefinition } from '../consumers/connect-consumer.js';
import { openEngines } from '../engines/engines.js';
import type { ViewOwner } from '../engines/read-stores.js';
import { createHttpApplication } from '../http/create-http-application.js';
import { JsonLogger } from '../logging/json-logger.js';
import { runProcess, type RunningService } from './run-process.js';
import { serviceRoot } from './service-root.js';

export interface ServiceDefinition {
  /** `intake`, `standalone`: names the process in its log and start-up line. */
  readonly name: string;
  readonly module: Type | DynamicModule;
  readonly config: RedressConfig;
  /** The services in this process, with the views that each keeps. */
  readonly owners?: readonly ViewOwner[];
  /** What the applications in this process consume. */
  readonly consumers?: readonly ConsumerDefinition[];
  readonly notes?: readonly string[];
  /** Told once it listens; standard output by default. */
  readonly announce?: (line: string) => void;
}

/** Opens the engines, starts the consumers and listens. Throws, with nothing left open, when any of it fails. See {@link runProcess}. */
export async function runService(definition: ServiceDefinition): Promise<RunningService> {
  const { name, config, notes, announce } = definition;
  const logger = new JsonLogger(name, config.logLevel);
  const engines = await openEngines(config, definition.owners ?? []);
  const app = await createHttpApplication(serviceRoot(definition.module, { config, engines }), config, logger).catch(
    async (error: unknown) => {
      await engines.close();
      throw error;
    },
  );
  for (const consumer of definition.consumers ?? []) connectConsumer(app, consumer);
  return runProcess({ name, config, logger, app, notes, announce });
}
