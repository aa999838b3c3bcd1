import { jsonFault } from '@redress/eventing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RedressConfig } from '../config/redress-config.js';
import type { JsonLogger } from '../logging/json-logger.js';
import { closeInTime, stopOnSignals } from './graceful-stop.js';

export interface ProcessDefinition {
  /** `intake`, `relay`, `standalone`: names the process in its log and start-up line. */
  readonly name: string;
  readonly config: RedressConfig;
  readonly logger: JsonLogger;
  /** Not yet initialized. Closing it closes the engines. */
  readonly app: NestFastifyApplication;
  /** Further lines for the start-up, for example where mail goes. */
  readonly notes?: readonly string[] | undefined;
  /** Told once it listens; standard output by default. */
  readonly announce?: ((line: string) => void) | undefined;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  /** Finishes what was accepted and closes everything. May be repeated. */
  close(): Promise<void>;
}

/**
 * Starts the application and listens. Warns of a runtime that reads JSON wrongly. Throws, with nothing left open, when any of it fails. SIGTERM and SIGINT stop it gracefully and end
 * the process.
 */
export async function runProcess(definition: ProcessDefinition): Promise<RunningService> {
  const { name, config, logger, app } = definition;
  if (jsonFault !== undefined) logger.warn(jsonFault);
  try {
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
