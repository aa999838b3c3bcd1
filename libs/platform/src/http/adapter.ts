import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { answerWithProblem, problemDocument } from '../problems/problem-document.js';
import { readUploads } from '../attachments/upload.js';
import { Problem } from '../problems/problem.js';
import { problemOf } from '../problems/problem-of.js';
import { correlationIdOf } from './correlation.js';
import { addAnswerHeaders } from './answer-headers.js';
import { readJsonBodies } from './json-bodies.js';

/** The largest body that is read. */
export const BODY_BYTES_MAX = 1_048_576;
/** How long a client may take to send a request, so that slow ones cannot hold all connections. */
const REQUEST_MS_MAX = 30_000;
/** Longer than usual load balancers keep a connection, so that they close it and not we, under a request on its way. */
const KEEP_ALIVE_MS = 65_000;
const PARAMETER_LENGTH_MAX = 200;

/** Fastify as every service uses it. Bodies are JSON, or a file where a route takes one, or nothing. */
export function createAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    keepAliveTimeout: KEEP_ALIVE_MS,
    routerOptions: { maxParamLength: PARAMETER_LENGTH_MAX },
    genReqId: (request: IncomingMessage) => correlationIdOf(request.headers),
    return503OnClosing: false,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      addAnswerHeaders(request, reply);
      answerWithProblem(problemOf(error), request, reply);
    },
    clientErrorHandler: answerUnreadable,
  });
  readJsonBodies(adapter.getInstance());
  readUploads(adapter.getInstance());
  return adapter;
}

/** Answers what is not even HTTP (RFC 9112), for which there is no request to answer. */
function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const body = JSON.stringify(problemDocument(new Problem('malformed-request'), 'en', correlationIdOf({})));
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
