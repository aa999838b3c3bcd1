import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Metrics } from '../service/operations/metrics.js';
import { answerWithProblem } from '../problems/problem-document.js';
import { Problem } from '../problems/problem.js';
import { rememberRoutes, type AllowedMethods } from './allowed-methods.js';
import { addAnswerHeaders } from './answer-headers.js';

const UNMATCHED = 'unmatched';

/**
 * What is done on every request besides answering it. Kept to two hooks, since each costs every request. The log has the route's
 * pattern, never the address: tracking codes and tokens are secrets, and a query may hold anything.
 */
export function addRequestHooks(app: NestFastifyApplication, logger: Logger): void {
  const metrics = app.get(Metrics);
  const logsRequests = logger.isLevelEnabled('debug');
  const fastify = app.getHttpAdapter().getInstance();
  const allowedMethods = rememberRoutes(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    addAnswerHeaders(request, reply);
    if (!request.is404 || !answerUnsuitableMethod(request, reply, allowedMethods)) done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? UNMATCHED;
    metrics.observeRequest(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
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

/** Answers a method that an address has no route for, if it has others; false for an address that is nothing (RFC 9110, 15.5.6). */
function answerUnsuitableMethod(request: FastifyRequest, reply: FastifyReply, allowedMethods: AllowedMethods): boolean {
  const [path = ''] = request.url.split('?', 1);
  const allowed = allowedMethods(path);
  if (allowed.length === 0 || allowed.includes(request.method)) return false;
  void reply.header('allow', allowed.join(', '));
  answerWithProblem(new Problem('method-not-allowed'), request, reply);
  return true;
}
