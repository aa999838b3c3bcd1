import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RedressConfig } from '../service/configuration/redress-config.js';
import { JsonLogger } from '../service/operations/json-logger.js';
import { describeApi } from '../openapi/describe-api.js';
import { createAdapter } from './adapter.js';
import { addRequestHooks } from './request-hooks.js';

/** Everything is under this prefix but what is asked by machinery. */
const PREFIX = 'api';
const WITHOUT_PREFIX = ['health/live', 'health/ready', 'metrics'];

/**
 * A configured application that describes its API, not yet initialized. `module` must import `PlatformModule.forRoot` (see `serviceRoot`),
 * which brings guard, validation and problem details.
 */
export async function createHttpApplication(
  module: Type | DynamicModule,
  config: RedressConfig,
  logger = new JsonLogger('redress', config.logLevel),
): Promise<NestFastifyApplication> {
  const app = await createOperatedApplication(module, logger);
  describeApi(app);
  return app;
}

/** One without an API of its own: what its operators ask is all that it answers. `module` must import `OperationsModule.forRoot`. */
export async function createOperatedApplication(
  module: Type | DynamicModule,
  logger: JsonLogger,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module as Type, createAdapter(), {
    logger,
    abortOnError: false,
    bodyParser: false,
  });
  app.setGlobalPrefix(PREFIX, { exclude: WITHOUT_PREFIX });
  addRequestHooks(app, logger.pino);
  return app;
}
