import type { Language } from '@redress/contracts';
import { parseJson } from '@redress/eventing';
import type { ProblemDocument } from '@redress/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';

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

/** What the API answered: a document, or a file with what its reader must know of it, or why it refused. */
export type ApiAnswer =
  | {
      readonly ok: true;
      /** Undefined for a file. */
      readonly document?: unknown;
      readonly file?: { readonly content: Buffer; readonly headers: Readonly<Record<string, string>> };
    }
  | { readonly ok: false; readonly problem: ProblemDocument };

/** Asks the API as the visitor's browser would; its limits for strangers count the visitor, not this server. */
export type AskApi = (visitor: FastifyRequest, request: ApiRequest) => Promise<ApiAnswer>;

/** Asks the API of the same process, without a network in between. */
export function apiOf(fastify: FastifyInstance): AskApi {
  return async (visitor, request) => {
    const { method, path, body, stream } = request;
    const payload = body ?? stream?.content;
    const answer = await fastify.inject({
      method,
      url: path,
      remoteAddress: visitor.ip,
      headers: headersOf(request),
      ...(payload !== undefined && { payload }),
    });
    const headers = Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const),
    );
    return answerOf(answer.statusCode, headers, answer.rawPayload);
  };
}

/** Where the services are that the public pages ask, each as `http://intake:8080`. */
export interface ServiceUrls {
  /** Receives complaints and shows them to their complainants. */
  readonly intake: string;
  /** Knows the policy in force. */
  readonly caseHandling: string;
}

/** Longest time that a service may take; a browser that waits longer is lost anyway. */
const ANSWER_MS_MAX = 30_000;

/**
 * Asks the API of other processes. They must take this one's word on the visitor's address (`REDRESS_TRUSTED_PROXIES`), or their limits
 * count all visitors as one. Rejects when a service cannot be reached in time.
 */
export function apiAt({ intake, caseHandling }: ServiceUrls): AskApi {
  return async (visitor, request) => {
    const { method, path, body, stream } = request;
    const service = path.startsWith('/api/policies') ? caseHandling : intake;
    const payload = body === undefined ? stream && Readable.toWeb(stream.content) : JSON.stringify(body);
    const answer = await fetch(new URL(path, service), {
      method,
      headers: {
        ...headersOf(request),
        'x-forwarded-for': visitor.ip,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
      ...(payload !== undefined && { body: payload as BodyInit, duplex: 'half' }),
    });
    return answerOf(answer.status, Object.fromEntries(answer.headers), Buffer.from(await answer.arrayBuffer()));
  };
}

function headersOf({ language, stream, token, idempotencyKey }: ApiRequest): Record<string, string> {
  return {
    'accept-language': language,
    ...(stream && { 'content-type': stream.type }),
    ...(stream?.bytes !== undefined && { 'content-length': stream.bytes }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  };
}

const JSON_TYPE = /^application\/(?:problem\+)?json\b/;
/** What of the answer with a file its reader needs to know. */
const FILE_HEADERS = ['content-type', 'content-disposition', 'content-security-policy', 'x-content-type-options'];

function answerOf(status: number, headers: Readonly<Record<string, string>>, payload: Buffer): ApiAnswer {
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) {
    const kept = FILE_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]] as const]));
    return { ok: true, file: { content: payload, headers: Object.fromEntries(kept) } };
  }
  const document = parseJson(payload.toString('utf8'));
  return status < 400 ? { ok: true, document } : { ok: false, problem: document as ProblemDocument };
}
