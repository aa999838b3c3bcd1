import type { RunningRedress } from '@redress/testing';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Office } from '../office.js';
import type { PersonalMarks } from './personal-marks.js';

/** An answer to a request that must be refused, with head and body. */
export interface Refused {
  readonly what: string;
  readonly status: number;
  readonly text: string;
}

type Send = (
  what: string,
  path: string,
  request?: { readonly body?: string; readonly headers?: Readonly<Record<string, string>> },
) => Promise<Refused>;

const BODY_BYTES_TOO_MANY = 1_200_000;

/** Sends marked personal data in every place where a request may be wrong. */
export async function sendRefusedRequests(
  redress: RunningRedress,
  office: Office,
  reference: string,
  marks: PersonalMarks,
): Promise<readonly Refused[]> {
  const token = office.tokenFor('hana');
  const send: Send = async (what, path, { body, headers = {} } = {}) => {
    const response = await answered(redress.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        authorization: `Bearer ${token}`,
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    return { what, status: response.status, text: `${head}\n\n${await response.text()}` };
  };
  return [
    ...(await inBodies(send, `/api/cases/${reference}`, marks)),
    ...(await inAddresses(send, marks)),
    ...(await inHeaders(send, `/api/cases/${reference}`, marks)),
    await notEvenHttp(redress, marks),
  ];
}

const ATTEMPTS_MAX = 3;

/** Asks again when the answer was lost: what is refused by its length may be answered, and the connection closed, while it is being sent. */
async function answered(url: string, request: RequestInit, attempt = 1): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    if (attempt === ATTEMPTS_MAX) throw error;
    return answered(url, request, attempt + 1);
  }
}

async function inBodies(send: Send, complaint: string, marks: PersonalMarks): Promise<readonly Refused[]> {
  const lodge = (what: string, body: unknown, headers = {}): Promise<Refused> =>
    send(what, '/api/complaints', { body: typeof body === 'string' ? body : JSON.stringify(body), headers });
  const text = (what: string): string => marks.text(`${what} in a refused body`);
  const key = { 'idempotency-key': randomUUID() };
  await lodge('the first use of a key', { description: text('first use') }, key);
  return [
    await lodge('an invalid address', { description: text('one'), complainant: { email: text('bad e-mail') } }),
    await lodge('an unknown channel', { description: text('two'), channel: text('channel') }),
    await lodge('an unknown field', { description: text('three'), surname: text('unknown field') }),
    await lodge('a list for a text', { description: [text('four')] }),
    await lodge('a text that is too long', { description: text('five').repeat(2000) }),
    await lodge('broken JSON', `{"description": "${text('six')}`),
    await lodge('no object', JSON.stringify(text('seven'))),
    await lodge('too large a body', `{"description": "${text('eight').padEnd(BODY_BYTES_TOO_MANY, ' ')}"}`),
    await lodge('plain text', text('nine'), { 'content-type': 'text/plain' }),
    await lodge('a key used for something else', { description: text('second use') }, key),
    await send('a search with an unknown filter', '/api/cases/search', {
      body: JSON.stringify({ text: text('search'), filters: { name: text('unknown filter') } }),
    }),
    await send('a search that is too long', '/api/cases/search', {
      body: JSON.stringify({ text: text('long search').repeat(9) }),
    }),
    await send('a command of others', `${complaint}/approve-response`, {
      body: JSON.stringify({ comment: text('ten') }),
    }),
    await send('a command out of turn', `${complaint}/record-acceptance`, {
      body: JSON.stringify({ comment: text('twelve') }),
    }),
    await send('a time in the future', `${complaint}/add-note`, {
      body: JSON.stringify({ text: text('eleven'), visibility: 'internal', occurredAt: '2999-01-01T00:00:00.000Z' }),
    }),
    await send('a wrong code', '/api/track', {
      body: JSON.stringify({ reference: marks.phone('reference'), trackingCode: marks.phone('tracking code') }),
    }),
  ];
}

async function inAddresses(send: Send, marks: PersonalMarks): Promise<readonly Refused[]> {
  const part = (what: string): string => encodeURIComponent(marks.text(`${what} in an address`));
  return [
    await send('an unknown route', `/api/${part('route')}`),
    await send('no reference', `/api/cases/${part('reference')}`),
    await send('no reference of a command', `/api/cases/${part('command')}/close`, { body: '{"outcome":"resolved"}' }),
    await send('an unknown filter', `/api/cases?surname=${part('filter')}`),
    await send('an unknown status', `/api/cases?status=${part('status')}`),
    await send('a cursor that is none', `/api/cases?cursor=${part('cursor')}`),
    await send('an address too long', `/api/cases/${part('long address').repeat(20)}`),
    await send('an address that does not decode', `/api/cases/%E0%A4%A${part('broken address')}`),
  ];
}

async function inHeaders(send: Send, complaint: string, marks: PersonalMarks): Promise<readonly Refused[]> {
  const ascii = (what: string): string => marks.email(`${what} in a header`);
  const harmless = {
    'user-agent': ascii('user-agent'),
    referer: `https://example.org/${ascii('referer')}`,
    cookie: `name=${ascii('cookie')}`,
    'x-forwarded-for': ascii('x-forwarded-for'),
    'x-correlation-id': ascii('x-correlation-id'),
    traceparent: ascii('traceparent'),
    tracestate: ascii('tracestate'),
    'accept-language': ascii('accept-language'),
  };
  const body = JSON.stringify({ text: 'Nothing new.', visibility: 'internal' });
  return [
    await send('many headers', `${complaint}/no-such-command`, { body, headers: harmless }),
    await send('a token that is none', complaint, { headers: { authorization: `Bearer ${ascii('token')}` } }),
    await send('another scheme', complaint, { headers: { authorization: `Basic ${ascii('basic')}` } }),
    await send('a key with blanks', `${complaint}/add-note`, {
      body,
      headers: { 'idempotency-key': `for ${ascii('idempotency-key')}` },
    }),
    await send('a revision that is none', `${complaint}/add-note`, {
      body,
      headers: { 'if-match': ascii('if-match') },
    }),
  ];
}

async function notEvenHttp(redress: RunningRedress, marks: PersonalMarks): Promise<Refused> {
  const { hostname, port } = new URL(redress.url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.write(`${marks.text('line')} ${marks.text('no HTTP')}\r\n\r\n`);
  await once(socket, 'close');
  return { what: 'no HTTP at all', status: Number(/ (\d{3}) /.exec(text)?.[1]), text };
}
