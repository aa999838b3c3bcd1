import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RedressConfig } from '../config/redress-config.js';
import { connectConsumer, type ConsumerDefinition } from '../consumers/connect-consumer.js';
import { openEngines } from '../engines/engines.js';
import { createHttpApplication } from '../http/create-http-application.js';
import { JsonLogger } from '../logging/json-logger.js';
import { closeInTime, stopOnSignals } from './graceful-stop.js';
import { serviceRoot } from './service-root.js';

export interface ServiceDefinition {
  /** `intake`, `standalone`: names the process in its log and start-up line. */
  readonly name: string;
  readonly module: Type | DynamicModule;
  readonly config: RedressConfig;
  /** What the applications in this process consume. */
  readonly consumers?: readonly ConsumerDefinition[];
  /** Further lines for the start-up, for example where mail goes. */
  readonly notes?: readonly string[];
  /** Told once it listens; standard output by default. */
  readonly announce?: (line: string) => void;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  /** Finishes what was accepted and closes everything. May be repeated. */
  close(): Promise<void>;
}

/**
 * Opens the engines, starts the consumers and listens. Throws, with nothing left open, when any of it fails. SIGTERM and SIGINT stop
 * it gracefully and end the process.
 */
export async function runService(definition: ServiceDefinition): Promise<RunningService> {
  const { name, config } = definition;
  const logger = new JsonLogger(name, config.logLevel);
  const engines = await openEngines(config);
  const app = await createHttpApplication(serviceRoot(definition.module, { config, engines }), config, logger).catch(
    async (error: unknown) => {
      await engines.close();
      throw error;
    },
  );
  try {
    for (const consumer of definition.consumers ?? []) connectConsumer(app, consumer);
    await app.init();
    await app.startAllMicroservices();
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    throw error;
  }
  const url = await app.getUrl();
  const forgetSignals = stopOnSignals(() => closeInTime(app), logger);
  const announce = definition.announce ?? ((line) => void process.stdout.write(`${line}\n`));
  announce(`Redress ${name} listens on ${url} and keeps its data in ${config.data}.`);
  for (const note of definition.notes ?? []) announce(note);
  return {
    app,
    url,
    close: async () => {
      forgetSignals();
      await closeInTime(app);
    },
  };
}
