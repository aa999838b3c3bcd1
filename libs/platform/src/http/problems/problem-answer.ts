import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { type Language, languages } from '@redress/contracts';
import { text, type TextValues } from '@redress/texts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureSummary } from '../../service/operations/json-logger.js';
import { type ProblemCode, problemStatuses } from './problem-table.js';
import { type Problem, type ProblemDetails, problemOf } from './problem.js';

/** Answers every thrown error with problem details; no other code writes errors to clients. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('requests');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(thrown);
    logFailure(this.logger, thrown, problem.code, { correlationId: request.id, route: request.routeOptions.url });
    answerWithProblem(problem, request, http.getResponse<FastifyReply>());
  }
}

/** Logs a failure of Redress itself; all other problems are the sender's, and are not logged. */
export function logFailure(
  logger: Logger,
  thrown: unknown,
  code: ProblemCode,
  request: { readonly correlationId: string; readonly route?: string | undefined },
): void {
  const status = problemStatuses[code];
  if (status < 500) return;
  const line = { code, ...request, ...failureSummary(thrown) };
  // Other faults pass without help, and the client was asked to retry.
  if (status === 500) logger.error(line);
  else logger.warn(line);
}

/** RFC 9457 problem details with the extensions `code` and `errors`. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

/** What a problem is and what helps, in one language. */
export function problemDetail({ code, options }: Problem, language: Language): string {
  const { details = {}, retryAfterSeconds } = options;
  return text(language, `problem.${code}.detail`, {
    ...valuesIn(details, language),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/** Writes a problem in one language. `instance` holds the request's correlation id instead of its address, so that no input is echoed. */
export function problemDocument(problem: Problem, language: Language, correlationId: string): ProblemDocument {
  const { code, options } = problem;
  const { errors, pointer } = options;
  const detail = problemDetail(problem, language);
  return {
    type: `urn:redress:problem:${code}`,
    title: text(language, `problem.${code}.title`),
    status: problemStatuses[code],
    code,
    detail,
    instance: `urn:redress:request:${correlationId}`,
    ...(errors && {
      errors: errors.map((fault) => ({
        pointer: fault.pointer,
        code: fault.code,
        detail: text(language, fault.text, valuesIn(fault.values, language)),
      })),
    }),
    ...(!errors && pointer !== undefined && { errors: [{ pointer, code, detail }] }),
  };
}

/** Returns details as values for a text; one with a name in each language is given in the reader's. */
function valuesIn(details: ProblemDetails, language: Language): TextValues {
  const entries = Object.entries(details).map(([name, value]) => [
    name,
    typeof value === 'object' && 'en' in value ? value[language] : value,
  ]);
  return Object.fromEntries(entries) as TextValues;
}

/** Answers a request with a problem in the language its sender prefers. Does nothing when it was already answered. */
export function answerWithProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent) return;
  const status = problemStatuses[problem.code];
  const { retryAfterSeconds } = problem.options;
  const language = preferredLanguage(request.headers['accept-language']);
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="redress"');
  void reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', language)
    .send(JSON.stringify(problemDocument(problem, language, request.id)));
}

const HEADER_LENGTH_MAX = 200;

/** Returns the available language that an `Accept-Language` header prefers (RFC 9110, 12.5.4); English by default. */
export function preferredLanguage(header: string | undefined): Language {
  if (header === undefined || header.length > HEADER_LENGTH_MAX) return 'en';
  let best: Language = 'en';
  let bestQuality = 0;
  for (const range of header.split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const quality = qualityOf(parameters);
    const language = tag === '*' ? 'en' : languages.find((known) => tag === known || tag.startsWith(`${known}-`));
    if (language !== undefined && quality > bestQuality) {
      best = language;
      bestQuality = quality;
    }
  }
  return best;
}

function qualityOf(parameters: readonly string[]): number {
  const weight = parameters
    .map((parameter) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(parameter)?.[1])
    .find((q) => q !== undefined);
  return weight === undefined ? 1 : Number(weight);
}
