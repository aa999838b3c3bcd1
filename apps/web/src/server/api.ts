import type { Language } from '@redress/contracts';
import { parseJson } from '@redress/eventing';
import type { ProblemDocument } from '@redress/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';

/** A file on its way from a visitor to the API, never held here. */
export interface FileStream {
  readonly content: Readable;
  /** Media type, with its parameters. */
  readonly type: string;
  readonly bytes?: string | undefined;
}

/** A request of the API on behalf of a visitor whose browser runs no script. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  /** `/api/track`, with its query. */
  readonly path: string;
  readonly language: Language;
  /** Sent as JSON. */
  readonly body?: object;
  readonly stream?: FileStream;
  /** The token of a tracked complaint. */
  readonly token?: string;
  /** Under which a repeat is answered as the first time. */
  readonly idempotencyKey?: string;
}

/** What the API answered: a document, or why it refused. */
export type ApiAnswer =
  { readonly ok: true; readonly document: unknown } | { readonly ok: false; readonly problem: ProblemDocument };

/** Asks the API as the visitor's browser would; its limits for strangers count the visitor, not this server. */
export type AskApi = (visitor: FastifyRequest, request: ApiRequest) => Promise<ApiAnswer>;

/** Asks the API of the same process, without a network in between. */
export function apiOf(fastify: FastifyInstance): AskApi {
  return async (visitor, { method, path, language, body, stream, token, idempotencyKey }) => {
    const payload = body ?? stream?.content;
    const answer = await fastify.inject({
      method,
      url: path,
      remoteAddress: visitor.ip,
      headers: {
        'accept-language': language,
        ...(stream && { 'content-type': stream.type }),
        ...(stream?.bytes !== undefined && { 'content-length': stream.bytes }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      ...(payload !== undefined && { payload }),
    });
    const document = parseJson(answer.payload);
    return answer.statusCode < 400 ? { ok: true, document } : { ok: false, problem: document as ProblemDocument };
  };
}
