import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { RedressConfig } from '../service/configuration/redress-config.js';
import { JsonLogger } from '../service/operations/json-logger.js';
import { Metrics } from '../service/operations/metrics.js';
import { addAnswerHeaders, createAdapter } from './adapter.js';
import { describeApi } from './openapi/describe-api.js';
import { answerWithProblem } from './problems/problem-answer.js';
import { Problem } from './problems/problem.js';
import { cutSlowBody } from './slow-bodies.js';

/** Prefix of every address except those of health and metrics. */
const PREFIX = 'api';
const WITHOUT_PREFIX = ['health/live', 'health/ready', 'metrics'];

/**
 * Creates a configured application that describes its API, not yet initialized. `module` must import `PlatformModule.forRoot` (see
 * `serviceRoot`), which provides guard, validation and problem details.
 */
export async function createHttpApplication(
  module: Type | DynamicModule,
  config: RedressConfig,
  logger = new JsonLogger('redress', config.logLevel),
): Promise<NestFastifyApplication> {
  const app = await createOperatedApplication(module, logger, config.trustedProxies);
  describeApi(app);
  return app;
}

/**
 * Creates an application without a public API, for operators only. `module` must import `OperationsModule.forRoot`. Addresses of clients
 * are taken from `X-Forwarded-For` where one of these proxies says so.
 */
export async function createOperatedApplication(
  module: Type | DynamicModule,
  logger: JsonLogger,
  trustedProxies: readonly string[] = [],
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module as Type, createAdapter(trustedProxies), {
    logger,
    abortOnError: false,
    bodyParser: false,
  });
  app.setGlobalPrefix(PREFIX, { exclude: WITHOUT_PREFIX });
  addRequestHooks(app, logger.pino);
  return app;
}

const UNMATCHED = 'unmatched';

/**
 * Adds headers, metrics and logging to every request, in only two hooks since each hook adds to the cost of every request. Logs the route's
 * pattern, never the address: tracking codes and tokens are secrets, and a query may hold anything.
 */
function addRequestHooks(app: NestFastifyApplication, logger: Logger): void {
  const metrics = app.get(Metrics);
  const logsRequests = logger.isLevelEnabled('debug');
  const fastify = app.getHttpAdapter().getInstance();
  const allowedMethods = rememberRoutes(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    addAnswerHeaders(request, reply);
    cutSlowBody(request, reply);
    if (!request.is404 || !answerUnsuitableMethod(request, reply, allowedMethods)) done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? UNMATCHED;
    // A stream of events is open for as long as its reader likes, which says nothing of how fast requests are answered.
    if (!isEventStream(reply)) {
      metrics.observeRequest(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    }
    if (logsRequests) {
      const durationMs = Math.round(reply.elapsedTime * 10) / 10;
      logger.debug(
        { method: request.method, route, status: reply.statusCode, durationMs, correlationId: request.id },
        'request',
      );
    }
    done();
  });
}

function isEventStream(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type')).startsWith('text/event-stream');
}

/** Answers a method that the address does not support; returns false for an unknown address (RFC 9110, 15.5.6). */
function answerUnsuitableMethod(request: FastifyRequest, reply: FastifyReply, allowedMethods: AllowedMethods): boolean {
  const [path = ''] = request.url.split('?', 1);
  const allowed = allowedMethods(path);
  if (allowed.length === 0 || allowed.includes(request.method)) return false;
  void reply.header('allow', allowed.join(', '));
  answerWithProblem(new Problem('method-not-allowed'), request, reply);
  return true;
}

/** Returns the methods that an address, without its query, supports; none for an unknown address. */
type AllowedMethods = (path: string) => readonly string[];

/**
 * Records every route registered from now on. Fastify looks an address up among the routes of one method only, so it answers an unsupported
 * method as if the address were unknown.
 */
function rememberRoutes(fastify: FastifyInstance): AllowedMethods {
  const methodsByPattern = new Map<string, Set<string>>();
  fastify.addHook('onRoute', ({ url, method }) => {
    const methods = methodsByPattern.get(url) ?? new Set();
    for (const each of [method].flat()) methods.add(each);
    methodsByPattern.set(url, methods);
  });
  return (path) => {
    const matching = [...methodsByPattern].filter(([pattern]) => matches(path.split('/'), pattern.split('/')));
    return [...new Set(matching.flatMap(([, methods]) => [...methods]))].sort();
  };
}

/** Whether the segments of an address match a pattern such as `/api/cases/:reference` or `/api/docs/*`. */
function matches(path: readonly string[], pattern: readonly string[]): boolean {
  if (pattern.at(-1) === '*' ? path.length < pattern.length : path.length !== pattern.length) return false;
  return pattern.every(
    (part, index) => part === '*' || (part.startsWith(':') ? path[index] !== '' : part === path[index]),
  );
}
