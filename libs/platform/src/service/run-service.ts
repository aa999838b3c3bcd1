import { type DynamicModule, Module, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { jsonFault, type Projection } from '@redress/eventing';
import { ACCESSES } from '../access-log/access-entry.js';
import { SESSION_USES } from '../security/session-uses.js';
import { createHttpApplication } from '../http/http-application.js';
import { PlatformModule, type PlatformOptions } from '../platform-module.js';
import type { ProcessConfig, RedressConfig } from './configuration/redress-config.js';
import { connectConsumer, type ConsumerDefinition } from './consumers/connect-consumer.js';
import type { ViewOwner } from './engines/engine-kinds.js';
import { openEngines } from './engines/engines.js';
import { closeInTime, stopOnSignals } from './graceful-stop.js';
import { JsonLogger } from './operations/json-logger.js';

/** One application, as a process that runs it needs to know it. */
export interface Application {
  readonly name: string;
  readonly module: DynamicModule;
  readonly consumers: readonly ConsumerDefinition[];
  /** Names of its documents that do not come from the log. */
  readonly kept?: readonly string[];
  /** Its views, which `redress rebuild` can rebuild. */
  readonly projections: readonly Projection[];
  /** Provider of lines for whoever starts all applications in one process, at a terminal. */
  readonly startupNotes?: Type<StartupNotes>;
}

/** Something that whoever starts a process must know, and nobody who reads a log. */
export interface StartupNotes {
  /** @param url of the process, which listens. */
  notesFor(url: string): Promise<readonly string[]>;
}

/** The application as owner of its consumers' views, of the progress of its processes, and of its other documents. */
export function viewOwnerOf({ name, consumers, kept = [] }: Application): ViewOwner {
  return { service: name, views: [...consumers.flatMap(({ views }) => views), ...kept] };
}

/** Views that every service writes to, in the database of the one that keeps them: who read what, and when each session was used. */
const SHARED_VIEWS: readonly ViewOwner[] = [
  { service: 'compliance', views: [ACCESSES.name] },
  { service: 'identity', views: [SESSION_USES.name] },
];

function withSharedViews(owners: readonly ViewOwner[]): readonly ViewOwner[] {
  return [...owners, ...SHARED_VIEWS.filter(({ service }) => owners.every((owner) => owner.service !== service))];
}

/** A process of one or more applications; see {@link runService}. */
export interface ServiceDefinition extends Omit<ProcessDefinition, 'logger' | 'app' | 'config'> {
  readonly config: RedressConfig;
  readonly module: Type | DynamicModule;
  /** Services in this process, with their views. */
  readonly owners?: readonly ViewOwner[];
  /** Consumers of the applications in this process. */
  readonly consumers?: readonly ConsumerDefinition[];
}

/** Opens the engines, starts the consumers and listens. Throws if any of it fails, with everything closed again. See {@link runProcess}. */
export async function runService(definition: ServiceDefinition): Promise<RunningService> {
  const { name, config, notes, announce } = definition;
  const logger = new JsonLogger(name, config.logLevel);
  const engines = await openEngines(config, withSharedViews(definition.owners ?? []));
  const app = await createHttpApplication(serviceRoot(definition.module, { config, engines }), config, logger).catch(
    async (error: unknown) => {
      await engines.close();
      throw error;
    },
  );
  for (const consumer of definition.consumers ?? []) connectConsumer(app, consumer);
  return runProcess({ name, config, logger, app, notes, announce });
}

/** Root module of a process: the platform and its applications. */
@Module({})
class ServiceRoot {}

export function serviceRoot(module: Type | DynamicModule, options: PlatformOptions): DynamicModule {
  return { module: ServiceRoot, imports: [PlatformModule.forRoot(options), module] };
}

export interface ProcessDefinition {
  /** `intake`, `relay`, `standalone`: names the process in its log and startup line. */
  readonly name: string;
  readonly config: ProcessConfig & Partial<Pick<RedressConfig, 'data'>>;
  readonly logger: JsonLogger;
  /** Not yet initialized. Closing it closes the engines. */
  readonly app: NestFastifyApplication;
  /** Providers of additional startup lines. */
  readonly notes?: readonly Type<StartupNotes>[] | undefined;
  /** Receives the startup line once it listens; standard output by default. */
  readonly announce?: ((line: string) => void) | undefined;
}

export interface RunningService {
  readonly app: NestFastifyApplication;
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  /** Finishes accepted work and closes everything. May be repeated. */
  close(): Promise<void>;
}

/**
 * Starts the application and listens. Warns about a runtime that misreads JSON. Throws if any of it fails, with everything closed again.
 * SIGTERM and SIGINT stop it gracefully and end the process.
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
  const keeping = config.data === undefined ? 'no data' : `its data in ${config.data}`;
  announce(`Redress ${name} listens on ${url} and keeps ${keeping}.`);
  for (const notes of definition.notes ?? []) {
    for (const note of await app.get(notes, { strict: false }).notesFor(url)) announce(note);
  }
  return {
    app,
    url,
    close: async () => {
      forgetSignals();
      await closeInTime(app);
    },
  };
}
