import { Module, type Provider, type Type } from '@nestjs/common';
import type { StaffRole } from '@redress/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogEventStream } from '@redress/eventing';
import { MemoryAttachmentStore, MemoryEventStore, MemoryKeyStore, MemoryReadStore } from '@redress/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintToken } from '../security/staff-tokens.js';
import { loadConfig } from '../service/configuration/load-config.js';
import type { RedressConfig } from '../service/configuration/redress-config.js';
import type { Engines } from '../service/engines/engines.js';
import { createHttpApplication } from '../http/http-application.js';
import { JsonLogger } from '../service/operations/json-logger.js';
import { serviceRoot } from '../service/run-service.js';

export interface TestApplication {
  readonly app: NestFastifyApplication;
  readonly config: RedressConfig;
  readonly engines: Engines;
  /** Everything logged, at every level. */
  readonly log: () => string;
  /** Creates an `Authorization` header for a staff member with these roles. */
  bearer(sub: string, ...roles: readonly StaffRole[]): Promise<string>;
  close(): Promise<void>;
}

export function memoryEngines(): Engines {
  const eventStore = new MemoryEventStore();
  const readStore = new MemoryReadStore();
  const keyStore = new MemoryKeyStore();
  const attachmentStore = new MemoryAttachmentStore();
  const eventStream = new LogEventStream(eventStore);
  const close = async (): Promise<void> => {
    await eventStream.close();
    await Promise.all([eventStore, readStore, keyStore, attachmentStore].map((store) => store.close()));
  };
  return { eventStore, readStore, keyStore, attachmentStore, eventStream, close };
}

/** Starts the platform as services use it, with these controllers and providers, on in-memory engines. */
export async function startTestApplication(parts: {
  readonly imports?: readonly Type[];
  readonly controllers?: readonly Type[];
  readonly providers?: readonly Provider[];
  readonly env?: Readonly<Record<string, string>>;
  readonly engines?: Engines;
  readonly prepare?: (app: NestFastifyApplication) => Promise<void> | void;
}): Promise<TestApplication> {
  const data = await mkdtemp(join(tmpdir(), 'redress-platform-'));
  const config = loadConfig({ REDRESS_DATA: data, REDRESS_MASTER_KEY: '42'.repeat(32), ...parts.env });
  const engines = parts.engines ?? memoryEngines();
  const lines: string[] = [];
  const logger = new JsonLogger('test', 'trace', { write: (line) => void lines.push(line) });

  @Module({
    imports: [...(parts.imports ?? [])],
    controllers: [...(parts.controllers ?? [])],
    providers: [...(parts.providers ?? [])],
  })
  class TestModule {}

  const app = await createHttpApplication(serviceRoot(TestModule, { config, engines }), config, logger);
  await parts.prepare?.(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return {
    app,
    config,
    engines,
    log: () => lines.join(''),
    bearer: async (sub, ...roles) => `Bearer ${await mintToken(config, { sub, roles, ttlSeconds: 60 })}`,
    close: async () => {
      await app.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
