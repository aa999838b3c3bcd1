import { isMisreadHere } from '@redress/eventing';
import type { FastifyInstance } from 'fastify';
import { isUtf8 } from 'node:buffer';
import { Problem } from '../problems/problem.js';

/**
 * Reads bodies as JSON in UTF-8. Bytes that are not UTF-8 are refused rather than replaced, so that a text comes back as it was sent.
 * An empty body is none, also when its sender calls it JSON: a command may have nothing to say. What this runtime could read wrongly is refused.
 */
export function readJsonBodies(fastify: FastifyInstance, isMisread = isMisreadHere): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (body.length === 0) return done(null, undefined);
    if (!isUtf8(body)) return done(new Problem('malformed-json'));
    const text = body.toString('utf8');
    if (isMisread(text)) return done(new Problem('malformed-json'));
    return parse(request, text, done);
  });
}
