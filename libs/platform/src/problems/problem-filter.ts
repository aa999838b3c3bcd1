import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureSummary } from '../logging/failure-summary.js';
import { problemKinds } from './kinds.js';
import { preferredLanguage } from './language.js';
import { problemDocument } from './problem-document.js';
import { problemOf } from './problem-of.js';

/** Answers whatever was thrown with problem details; nothing else in the system writes an error to a client. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('requests');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(thrown);
    const { status } = problemKinds[problem.code];
    if (status >= 500) this.report(thrown, problem.code, request);
    if (reply.sent) return;
    const { retryAfterSeconds } = problem.options;
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
    if (status === 401) void reply.header('www-authenticate', 'Bearer realm="redress"');
    const document = problemDocument(problem, preferredLanguage(request.headers['accept-language']), request.id);
    void reply
      .code(status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('content-language', preferredLanguage(request.headers['accept-language']))
      .send(JSON.stringify(document));
  }

  private report(thrown: unknown, code: string, request: FastifyRequest): void {
    this.logger.error({ code, correlationId: request.id, route: request.routeOptions?.url, ...failureSummary(thrown) });
  }
}
