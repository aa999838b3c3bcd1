import type { Language } from '@redress/contracts';
import { text, type TextValues } from '@redress/texts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { preferredLanguage } from './language.js';
import { problemStatuses } from './problem-table.js';
import type { Problem, ProblemDetails } from './problem.js';

/** RFC 9457 problem details, with this system's additions `code` and `errors`. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

/**
 * Writes a problem in a language. `instance` names this very occurrence by the request's correlation id rather than by its address, so
 * that nothing that was sent is sent back.
 */
export function problemDocument(problem: Problem, language: Language, correlationId: string): ProblemDocument {
  const { code, options } = problem;
  const { details = {}, errors, pointer, retryAfterSeconds } = options;
  const values = {
    ...valuesIn(details, language),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
  const detail = text(language, `problem.${code}.detail`, values);
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

/** Details as a text takes them: of what has a name in each language, that of the reader. */
function valuesIn(details: ProblemDetails, language: Language): TextValues {
  const entries = Object.entries(details).map(([name, value]) => [
    name,
    typeof value === 'object' ? value[language] : value,
  ]);
  return Object.fromEntries(entries) as TextValues;
}

/** Answers a request with a problem, in the language its sender prefers. Does nothing when it has been answered. */
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
