import type { components } from '@redress/api-client';
import { webText } from '@redress/texts/web';
import type { FieldError } from '@redress/ui';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { filesOf, StatusPage, type Tracked } from '../public/track/status-page.js';
import { type Tried, triedIn } from '../public/track/tried.js';
import type { ApiAnswer } from './api.js';
import type { OpenVisit, Visit } from './site.js';

type AttachmentAnswer = components['schemas']['AttachmentAnswer'];

/** Holds what a complainant may do with one complaint; no script can read it. */
const COOKIE = 'redress-track';
/** As long as the token in it is valid. */
const COOKIE_SECONDS = 3600;
/** Sent to no page of other sites, nor with a request that comes from one. */
const COOKIE_SCOPE = { path: '/track', httpOnly: true, sameSite: 'strict' } as const;

/** The fields of each thing that a complainant can do. */
const ACTS: Readonly<Record<string, readonly string[]>> = {
  'add-information': ['text', 'request'],
  'accept-decision': ['comment'],
  'reject-decision': ['comment'],
  'lodge-appeal': ['grounds'],
  'state-preferences': ['language', 'preferredChannel'],
  'rate-satisfaction': ['rating', 'comment'],
  withdraw: ['reason'],
};

/** A complaint that the visitor has proved to be theirs. */
interface Identified {
  readonly reference: string;
  readonly token: string;
}

/** Following a complaint. Reference and code are exchanged for a cookie of one hour, so that neither is in an address. */
export function trackRoutes(fastify: FastifyInstance, visit: OpenVisit): void {
  fastify.get<{ Querystring: { readonly at?: string } }>('/track', async (request, reply) => {
    const visited = visit(request, reply);
    const identified = identifiedIn(request);
    if (identified === undefined) return showIdentify(visited, {});
    const revision = /^\d{1,6}$/.test(request.query.at ?? '') ? request.query.at : undefined;
    return showStatus(visited, reply, identified, revision === undefined ? {} : { revision });
  });

  fastify.post('/track', async (request, reply) => {
    const visited = visit(request, reply);
    const { reference = '', code = '' } = fieldsIn(request, ['reference', 'code']);
    const kept = triedIn((request.body ?? {}) as Readonly<Record<string, unknown>>, ACTS);
    const { language } = visited;
    const errors: FieldError[] = [];
    if (reference === '') errors.push({ field: 'reference', message: webText(language, 'web.track.missing') });
    if (code === '') errors.push({ field: 'code', message: webText(language, 'web.track.code-missing') });
    if (errors.length > 0) return showIdentify(visited, { errors, reference, kept }, 422);
    const answer = await visited.ask({
      method: 'POST',
      path: '/api/track',
      body: { reference, trackingCode: code },
    });
    if (!answer.ok) {
      const { detail, status } = answer.problem;
      return showIdentify(visited, { errors: [{ field: 'reference', message: detail }], reference, kept }, status);
    }
    const { token, reference: shown } = answer.document as { readonly token: string; readonly reference: string };
    void reply.setCookie(COOKIE, `${shown} ${token}`, {
      ...COOKIE_SCOPE,
      secure: request.protocol === 'https',
      maxAge: COOKIE_SECONDS,
    });
    if (kept === undefined) return reply.redirect('/track', 303);
    return showStatus(visited, reply, { reference: shown, token }, { tried: kept, isBack: true });
  });

  fastify.post('/track/act', async (request, reply) => {
    const visited = visit(request, reply);
    const identified = identifiedIn(request);
    const { act = '', key, reference } = fieldsIn(request, ['act', 'key', 'reference']);
    const fields = Object.hasOwn(ACTS, act) ? ACTS[act] : undefined;
    if (fields === undefined) return reply.redirect('/track', 303);
    const tried = { act, fields: fieldsIn(request, fields) };
    if (identified === undefined) return showExpired(visited, reply, { reference, kept: tried });
    const answer = await visited.ask({
      method: 'POST',
      path: `/api/track/${encodeURIComponent(identified.reference)}/${act}`,
      body: contentIn(request, fields),
      token: identified.token,
      ...(key !== undefined && { idempotencyKey: key }),
    });
    if (answer.ok) return showDone(reply, answer.document);
    if (answer.problem.status === 401) return showExpired(visited, reply, { reference, kept: tried });
    const { detail, errors = [], status } = answer.problem;
    return showStatus(visited, reply, identified, { refusal: errors[0]?.detail ?? detail, tried, status });
  });

  fastify.post('/track/files', { config: { body: 'bytes' } }, async (request, reply) => {
    const visited = visit(request, reply);
    const identified = identifiedIn(request);
    const isScript = request.headers.accept === 'application/json';
    if (identified === undefined) return isScript ? tellExpired(visited, reply) : showExpired(visited, reply);
    const answer = await visited.ask({
      method: 'POST',
      path: `/api/track/${encodeURIComponent(identified.reference)}/attachments`,
      stream: {
        content: request.body as Readable,
        type: request.headers['content-type'] ?? '',
        bytes: request.headers['content-length'],
      },
      token: identified.token,
    });
    if (isScript) return tellUploaded(visited, reply, answer);
    if (answer.ok) return showDone(reply, answer.document);
    if (answer.problem.status === 401) return showExpired(visited, reply);
    const { detail, status } = answer.problem;
    return showStatus(visited, reply, identified, { refusal: detail, status });
  });

  fastify.get<{ Params: { readonly attachment: string } }>('/track/files/:attachment', async (request, reply) => {
    const visited = visit(request, reply);
    const identified = identifiedIn(request);
    if (identified === undefined) return showExpired(visited, reply);
    const { reference, token } = identified;
    const path = [reference, 'attachments', request.params.attachment].map(encodeURIComponent).join('/');
    const answer = await visited.ask({ method: 'GET', path: `/api/track/${path}`, token, wantsFile: true });
    if (answer.ok && answer.file !== undefined) return reply.headers(answer.file.headers).send(answer.file.content);
    return answer.ok || answer.problem.status === 401
      ? showExpired(visited, reply)
      : showStatus(visited, reply, identified, { refusal: answer.problem.detail, status: answer.problem.status });
  });

  fastify.post('/track/leave', async (_request, reply) => reply.clearCookie(COOKIE, COOKIE_SCOPE).redirect('/', 303));

  fastify.post('/track/lost-code', async (request, reply) => {
    const visited = visit(request, reply);
    const { lostReference = '', email = '' } = fieldsIn(request, ['lostReference', 'email']);
    const answer = await visited.ask({
      method: 'POST',
      path: '/api/track/lost-code',
      body: { reference: lostReference, email },
    });
    if (answer.ok) return showIdentify(visited, { notice: webText(visited.language, 'web.track.lost-done') });
    const { detail, errors = [], status } = answer.problem;
    const [fault] = errors;
    const field = fault?.pointer === '#/email' ? 'email' : 'lostReference';
    return showIdentify(visited, { errors: [{ field, message: fault?.detail ?? detail }] }, status);
  });

  fastify.post('/track/confirm-address', async (request, reply) => {
    const visited = visit(request, reply);
    const { token = '' } = fieldsIn(request, ['token']);
    const answer = await visited.ask({ method: 'POST', path: '/api/track/confirm-address', body: { token } });
    const notice = answer.ok ? webText(visited.language, 'web.track.confirmed') : answer.problem.detail;
    return showIdentify(visited, { notice }, answer.ok ? 200 : answer.problem.status);
  });
}

function identifiedIn({ cookies }: FastifyRequest): Identified | undefined {
  const [reference = '', token = ''] = (cookies[COOKIE] ?? '').split(' ');
  return reference === '' || token === '' ? undefined : { reference, token };
}

/** Fields of a posted form that were filled in. */
function fieldsIn({ body }: FastifyRequest, names: readonly string[]): Readonly<Record<string, string>> {
  const form = (body ?? {}) as Readonly<Record<string, unknown>>;
  const filled = names.flatMap((name) => {
    const value = [form[name]].flat()[0];
    return typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()] as const] : [];
  });
  return Object.fromEntries(filled);
}

/** What a form says, as the API takes it. */
function contentIn(request: FastifyRequest, names: readonly string[]): object {
  const { rating, ...words } = fieldsIn(request, names);
  return rating === undefined ? words : { ...words, rating: Number(rating) };
}

interface Identifying {
  readonly errors?: readonly FieldError[];
  readonly reference?: string | undefined;
  readonly notice?: string;
  readonly kept?: Tried | undefined;
}

function showIdentify(visited: Visit, { errors = [], ...others }: Identifying, status = 200): Promise<FastifyReply> {
  const title = webText(visited.language, 'web.track.title');
  const shown = errors.length > 0 ? webText(visited.language, 'web.error-prefix', { title }) : title;
  return visited.showLive(shown, { page: 'identify', errors, ...others }, status);
}

/** Leads to the page on which what was done is seen, however late the view is. */
function showDone(reply: FastifyReply, done: unknown): FastifyReply {
  const { revision } = done as { readonly revision: number };
  return reply.redirect(`/track?at=${revision}`, 303);
}

/** Asks for reference and code again. What was typed meanwhile comes along. */
function showExpired(
  visited: Visit,
  reply: FastifyReply,
  typed: Pick<Identifying, 'reference' | 'kept'> = {},
): Promise<FastifyReply> {
  void reply.clearCookie(COOKIE, COOKIE_SCOPE);
  return showIdentify(visited, { notice: webText(visited.language, 'web.track.expired'), ...typed }, 401);
}

/** Tells a script what became of its file: no page, which it would have to read. */
function tellUploaded(visited: Visit, reply: FastifyReply, answer: ApiAnswer): FastifyReply {
  if (answer.ok) return reply.send({ attachment: (answer.document as AttachmentAnswer).attachment });
  const { detail, status } = answer.problem;
  return status === 401 ? tellExpired(visited, reply) : reply.code(status).send({ detail });
}

function tellExpired({ language }: Visit, reply: FastifyReply): FastifyReply {
  return reply.code(401).send({ detail: webText(language, 'web.track.expired') });
}

interface Shown {
  /** The revision that was reached by what was done just now. */
  readonly revision?: string;
  readonly refusal?: string;
  readonly tried?: Tried;
  /** What was tried was kept while the complainant identified again. */
  readonly isBack?: boolean;
  readonly status?: number;
}

async function showStatus(
  visited: Visit,
  reply: FastifyReply,
  { reference, token }: Identified,
  { revision, refusal, tried, isBack = false, status }: Shown,
): Promise<FastifyReply> {
  const atLeast = revision === undefined ? '' : `?atLeast=${revision}`;
  const answer = await visited.ask({
    method: 'GET',
    path: `/api/track/${encodeURIComponent(reference)}${atLeast}`,
    token,
  });
  if (!answer.ok) {
    const { status: refused, detail } = answer.problem;
    const typed = { reference, kept: tried };
    return refused === 401 || refused === 404
      ? showExpired(visited, reply, typed)
      : showIdentify(visited, { notice: detail, ...typed }, refused);
  }
  const complaint = answer.document as Tracked;
  const page = (
    <StatusPage
      complaint={complaint}
      isDone={revision !== undefined}
      isBack={isBack}
      refusal={refusal}
      tried={tried}
      formKey={randomUUID()}
      shownAt={new Date().toISOString()}
    />
  );
  const title = webText(visited.language, 'web.status.title');
  return visited.showInParts(title, page, { page: 'status', files: filesOf(complaint) }, status);
}
