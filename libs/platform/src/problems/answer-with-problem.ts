import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemKinds } from './kinds.js';
import { preferredLanguage } from './language.js';
import type { Problem } from './problem.js';
import { problemDocument } from './problem-document.js';

/** Answers a request with a problem, in the language its sender prefers. Does nothing when it has been answered. */
export function answerWithProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent) return;
  const { status } = problemKinds[problem.code];
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
