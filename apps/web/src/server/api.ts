import type { Language } from '@redress/contracts';
import { parseJson } from '@redress/eventing';
import type { ProblemDocument, ServiceUrls } from '@redress/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { finished, PassThrough, Readable } from 'node:stream';

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
  /** Whether a file is asked for; a document otherwise. */
  readonly wantsFile?: boolean;
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
      readonly file?: { readonly content: Buffer | Readable; readonly headers: Readonly<Record<string, string>> };
    }
  | { readonly ok: false; readonly problem: ProblemDocument };

/**
 * Asks the API as the visitor's browser would; its limits for strangers count the visitor, not this server. Rejects with `ApiUnreachable`
 * when there is no answer of the API.
 */
export type AskApi = (visitor: FastifyRequest, request: ApiRequest) => Promise<ApiAnswer>;

/** The API cannot be reached, or what answered in its place is not the API: nothing of such an answer is for the visitor. */
export class ApiUnreachable extends Error {
  /** @param code `ECONNREFUSED`, or what was wrong with the answer; never a part of it. */
  constructor(readonly code: string) {
    super(`The API cannot be reached (${code}).`);
    this.name = 'ApiUnreachable';
  }
}

/** Asks the API of the same process, without a network in between. `server` is called once somebody asks: a command line has none. */
export function apiOf(server: () => FastifyInstance): AskApi {
  return async (visitor, request) => {
    const { method, path, body, stream } = request;
    const payload = body ?? stream?.content;
    const answer = await server().inject({
      method,
      url: path,
      remoteAddress: visitor.ip,
      headers: headersOf(visitor, request),
      ...(payload !== undefined && { payload }),
    });
    const headers = new Headers(
      Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]),
    );
    return answerOf(request, answer.statusCode, headers, answer.rawPayload);
  };
}

/** Longest time that a service may take; a browser that waits longer is lost anyway. */
const ANSWER_MS_MAX = 30_000;
/** The same with a file, whose pace is the visitor's: a little longer than the service itself waits for all of it. */
const UPLOAD_MS_MAX = 330_000;
/** Far more than the longest complaint that its complainant can follow. */
const DOCUMENT_BYTES_MAX = 16_777_216;

/**
 * Asks the API of other processes. They must take this one's word on the visitor's address (`REDRESS_TRUSTED_PROXIES`), or their limits
 * count all visitors as one.
 */
export function apiAt({ intake, caseHandling }: ServiceUrls): AskApi {
  return async (visitor, request) => {
    const service = request.path.startsWith('/api/policies') ? caseHandling : intake;
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), request.stream === undefined ? ANSWER_MS_MAX : UPLOAD_MS_MAX);
    try {
      const answer = await fetch(new URL(request.path, service), requestOf(visitor, request, patience.signal));
      const isFile = request.wantsFile === true && answer.ok;
      // A file goes on to the visitor as it comes, so it has as long as the visitor takes.
      const payload = isFile ? Readable.from(piecesOf(answer), { objectMode: false }) : await wholeBodyOf(answer);
      return answerOf(request, answer.status, answer.headers, payload);
    } catch (error) {
      // Whatever else it would send is of no use.
      patience.abort();
      throw error instanceof ApiUnreachable ? error : new ApiUnreachable(failureCodeOf(error));
    } finally {
      clearTimeout(timer);
      // Also of a file that was refused, a browser sends everything before it reads why.
      request.stream?.content.unpipe().resume();
    }
  };
}

function requestOf(visitor: FastifyRequest, request: ApiRequest, signal: AbortSignal): RequestInit {
  const { method, body, stream } = request;
  const payload = body === undefined ? stream && Readable.toWeb(passedOn(stream.content)) : JSON.stringify(body);
  return {
    method,
    headers: {
      ...headersOf(visitor, request),
      'x-forwarded-for': visitor.ip,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    // No service redirects, and what does may lead anywhere.
    redirect: 'error',
    signal,
    ...(payload !== undefined && { body: payload as BodyInit, duplex: 'half' }),
  };
}

/** The same bytes, ending when they are broken off. A service that stops reading them does not end the visitor's own connection. */
function passedOn(content: Readable): Readable {
  const copy = new PassThrough();
  // Whoever reads it hears of it; without a listener it would end the process.
  copy.on('error', () => undefined);
  finished(content, (error) => {
    if (error) copy.destroy(error);
  });
  return content.pipe(copy);
}

function piecesOf({ body }: Response): AsyncIterable<Uint8Array> {
  return (body ?? []) as AsyncIterable<Uint8Array>;
}

async function wholeBodyOf(answer: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop ends the connection.
  for await (const piece of piecesOf(answer)) {
    bytes += piece.length;
    if (bytes > DOCUMENT_BYTES_MAX) throw new ApiUnreachable('answer-too-large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The code of the failure below that of `fetch`, which has none. */
function failureCodeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'AbortError') return 'timeout';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : error.name;
}

function headersOf(visitor: FastifyRequest, request: ApiRequest): Record<string, string> {
  const { language, stream, token, idempotencyKey } = request;
  return {
    'accept-language': language,
    'x-correlation-id': visitor.id,
    ...(stream && { 'content-type': stream.type }),
    ...(stream?.bytes !== undefined && { 'content-length': stream.bytes }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  };
}

/** What of the answer with a file its reader needs to know. */
const FILE_HEADERS = ['content-type', 'content-disposition', 'content-security-policy', 'x-content-type-options'];

/** Throws `ApiUnreachable` for what the API does not answer: a page of a proxy, for example. */
function answerOf(
  { wantsFile = false }: ApiRequest,
  status: number,
  headers: Headers,
  payload: Buffer | Readable,
): ApiAnswer {
  const isOk = status >= 200 && status < 300;
  if (isOk && wantsFile) {
    // Anything else would be opened as a page of this server.
    if (headers.get('content-security-policy')?.startsWith('sandbox;') !== true) throw new ApiUnreachable('not-a-file');
    const kept = FILE_HEADERS.map((name) => [name, headers.get(name) ?? ''] as const);
    return { ok: true, file: { content: payload, headers: Object.fromEntries(kept) } };
  }
  const document = documentIn(payload);
  if (isOk) return { ok: true, document };
  if (!isProblem(document)) throw new ApiUnreachable(`status-${status}`);
  return { ok: false, problem: document };
}

function documentIn(payload: Buffer | Readable): object {
  try {
    const document: unknown = Buffer.isBuffer(payload) ? parseJson(payload.toString('utf8')) : undefined;
    if (typeof document === 'object' && document !== null) return document;
  } catch {
    // Answered below, like a number or a text.
  }
  throw new ApiUnreachable('not-a-document');
}

function isProblem(document: object): document is ProblemDocument {
  const { type, title, detail, status } = document as Partial<ProblemDocument>;
  return (
    type?.startsWith('urn:redress:problem:') === true &&
    typeof title === 'string' &&
    typeof detail === 'string' &&
    typeof status === 'number'
  );
}
