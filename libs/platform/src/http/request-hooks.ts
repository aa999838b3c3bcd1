import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { Metrics } from '../metrics/metrics.js';
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
  fastify.addHook('onRequest', (request, reply, done) => {
    addAnswerHeaders(request, reply);
    done();
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
