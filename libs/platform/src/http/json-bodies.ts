import { isMisreadHere } from '@redress/eventing';
import type { FastifyInstance } from 'fastify';
import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { ProblemCode } from '../problems/problem-table.js';
import { Problem } from '../problems/problem.js';

/**
 * Reads bodies as JSON in UTF-8. Bytes that are not UTF-8 are refused rather than replaced, so that a text comes back as it was sent.
 * For the same reason no other charset and no Content-Encoding is taken. An empty body is none, also when its sender calls it JSON: a
 * command may have nothing to say. What this runtime could read wrongly is refused.
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
