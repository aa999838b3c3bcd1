import { FastifyAdapter } from '@nestjs/platform-fastify';
import { isMisreadHere } from '@redress/eventing';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { readUploads } from './attachments/upload.js';
import { answerWithProblem, problemDocument } from './problems/problem-answer.js';
import type { ProblemCode } from './problems/problem-table.js';
import { Problem, problemOf } from './problems/problem.js';

/** The largest body that is read. */
const BODY_BYTES_MAX = 1_048_576;
/** Time that a client may take to send a request, so that slow ones cannot hold all connections. */
const REQUEST_MS_MAX = 30_000;
/** Longer than usual load balancers keep a connection, so that they close it and this server never does under a request on its way. */
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

/** Answers bytes that are not even HTTP (RFC 9112), for which there is no request to answer. */
function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const body = JSON.stringify(problemDocument(new Problem('malformed-request'), 'en', correlationIdOf({})));
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

/**
 * Reads bodies as JSON in UTF-8. Bytes that are not UTF-8 are refused rather than replaced, so that a text comes back as it was sent.
 * For the same reason no other charset and no Content-Encoding is accepted. An empty body counts as none, also when its sender calls it
 * JSON: a command may have nothing to say. JSON that this runtime could read wrongly is refused.
 */
export function readJsonBodies(fastify: FastifyInstance, isMisread = isMisreadHere): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (body.length === 0) return done(null, undefined);
    const unsuitable = unsuitableHeader(request.headers);
    if (unsuitable !== undefined) return done(new Problem(unsuitable));
    if (!isUtf8(body)) return done(new Problem('malformed-json'));
    const text = body.toString('utf8');
    if (isMisread(text)) return done(new Problem('malformed-json'));
    return parse(request, text, done);
  });
}

const CHARSET = /;\s*charset\s*=\s*"?([^\s";]*)/gi;

function unsuitableHeader(headers: IncomingHttpHeaders): ProblemCode | undefined {
  const { 'content-encoding': encoding = 'identity', 'content-type': type = '' } = headers;
  if (encoding !== '' && encoding.toLowerCase() !== 'identity') return 'unsupported-content-encoding';
  const others = [...type.matchAll(CHARSET)].filter(([, charset]) => !/^utf-?8$/i.test(charset ?? ''));
  return others.length === 0 ? undefined : 'unsupported-charset';
}

/** A UUID, or a trace id of 32 hexadecimal digits. It is stored and logged in the clear, so nothing that could name a person is accepted. */
const HARMLESS = /^(?:[\da-f]{32}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

/** The id that ties together a request, its answer, its log lines and its events: the caller's own when it is harmless, else a new one. */
function correlationIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-correlation-id'];
  return typeof given === 'string' && HARMLESS.test(given) ? given : randomUUID();
}

const DOCUMENTATION = '/api/docs';

/** Adds the headers of every answer, also of one to an address that is too long to be routed, which no hook of Fastify sees. */
export function addAnswerHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers(request.url.startsWith(DOCUMENTATION) ? documentationHeaders : apiHeaders);
  void reply.header('x-correlation-id', request.id);
}

/** Headers of answers that are data for programs: nothing in them may be run, framed, guessed at or cached. */
const apiHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** Headers of the pages of the API's description, which run their own scripts, from this server alone. */
const documentationHeaders = {
  ...apiHeaders,
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'",
} as const;
