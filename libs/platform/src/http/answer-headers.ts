import type { FastifyReply, FastifyRequest } from 'fastify';
import { apiHeaders, documentationHeaders } from './security-headers.js';

const DOCUMENTATION = '/api/docs';

/** What every answer carries, also one to an address that no route could be looked for, which no hook of Fastify sees. */
export function addAnswerHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers(request.url.startsWith(DOCUMENTATION) ? documentationHeaders : apiHeaders);
  void reply.header('x-correlation-id', request.id);
}
