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
import { UPLOAD_MS_MAX } from './slow-bodies.js';

/** Largest body that is read; a longer one is refused. */
const BODY_BYTES_MAX = 1_048_576;
/** Time a client may take to send the headers of a request, so that slow clients cannot hold all connections. */
const HEADERS_MS_MAX = 15_000;
/** How often connections are looked through for those that are too slow. */
const CONNECTIONS_LOOK_MS = 5_000;
/**
 * Outlasts the keep-alive of common load balancers, so that they close idle connections: closing one here could drop a request on its way.
 */
const KEEP_ALIVE_MS = 65_000;
const PARAMETER_LENGTH_MAX = 200;

/** Creates the Fastify adapter that every service uses. A body is JSON, or empty, or a file on routes that take one. */
export function createAdapter(trustedProxies: readonly string[] = []): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    // Of nobody else: whoever may name any address has as many as they like, and a limit for each.
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    // Node takes the shorter of the two times for headers and the longer for the whole, whichever is which.
    requestTimeout: UPLOAD_MS_MAX,
    http: { headersTimeout: HEADERS_MS_MAX, connectionsCheckingInterval: CONNECTIONS_LOOK_MS },
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

/** Answers bytes that are not HTTP (RFC 9112), or come too slowly, for which Fastify has no request. Closes even if the client does not. */
function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const code = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request-too-slow' : 'malformed-request';
  const problem = problemDocument(new Problem(code), 'en', correlationIdOf({}));
  const body = JSON.stringify(problem);
  socket.write(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\ncontent-type: application/problem+json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
  socket.destroySoon();
}

/**
 * Reads bodies as JSON in UTF-8. Refuses bytes that are not UTF-8 instead of replacing them, so that text is returned as it was sent; for
 * the same reason no other charset and no Content-Encoding is accepted. An empty body is no body even when declared as JSON, since some
 * commands have no content. Refuses JSON that this runtime could misread.
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

/**
 * Matches a UUID or a trace id of 32 hexadecimal digits. The id is stored and logged in the clear, so nothing that could name a person is
 * accepted.
 */
const HARMLESS = /^(?:[\da-f]{32}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

/**
 * Returns the id that links a request, its answer, its log lines and its events: the caller's id if it is harmless, otherwise a new one.
 */
function correlationIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-correlation-id'];
  return typeof given === 'string' && HARMLESS.test(given) ? given : randomUUID();
}

const DOCUMENTATION = '/api/docs';

/** Adds the headers common to all answers, including the answer to an address too long to be routed, for which no Fastify hook runs. */
export function addAnswerHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers(request.url.startsWith(DOCUMENTATION) ? documentationHeaders : apiHeaders);
  void reply.header('x-correlation-id', request.id);
}

/** Headers of JSON answers: nothing in them may be run, framed, sniffed or cached. */
const apiHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** Headers of the API documentation pages, which run scripts from this server only. */
const documentationHeaders = {
  ...apiHeaders,
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'",
} as const;
