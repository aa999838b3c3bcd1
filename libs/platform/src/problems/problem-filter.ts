import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureSummary } from '../service/operations/json-logger.js';
import { answerWithProblem } from './problem-document.js';
import { problemOf } from './problem-of.js';
import { problemStatuses, type ProblemCode } from './problem-table.js';

/** Answers whatever was thrown with problem details; nothing else in the system writes an error to a client. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('requests');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(thrown);
    if (problemStatuses[problem.code] >= 500) this.report(thrown, problem.code, request);
    answerWithProblem(problem, request, http.getResponse<FastifyReply>());
  }

  private report(thrown: unknown, code: ProblemCode, request: FastifyRequest): void {
    const route = request.routeOptions.url;
    const line = { code, correlationId: request.id, route, ...failureSummary(thrown) };
    // The others pass by themselves, and whoever asked was told to ask again.
    if (problemStatuses[code] === 500) this.logger.error(line);
    else this.logger.warn(line);
  }
}
