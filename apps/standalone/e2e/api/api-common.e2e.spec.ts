import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { referenceFromBytes } from '@redress/domain';
import { type Answer, call, RunningRedress } from '@redress/testing';
import { ASSESSMENT, RESPONSE } from '../command-routes.js';
import { Office } from '../office.js';

/** Must never appear in an answer that refuses a request containing it. */
const MARK = 'Zohreh-Marked';
const UNKNOWN = '0000-0000-0000';

let redress: RunningRedress;
let office: Office;
let reference: string;
let path: string;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
  reference = (await office.lodge({ description: 'Charged twice.' })).body['reference'] as string;
  path = `/api/cases/${reference}`;
});
afterAll(() => redress[Symbol.asyncDispose]());

type Headers = Readonly<Record<string, string>>;

/** Sends a body verbatim, JSON or not. */
async function raw(
  method: string,
  to: string,
  body?: string | Uint8Array<ArrayBuffer>,
  headers: Headers = {},
): Promise<Answer> {
  const response = await fetch(redress.url + to, {
    method,
    headers: {
      authorization: `Bearer ${office.tokenFor('hana')}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}

const assess = (body: unknown, headers: Headers = {}) => office.post('hana', `${path}/assess`, body, headers);
const lodge = (body: unknown) => office.lodge(body);
const notJson = (text: string) => raw('POST', `${path}/assess`, text);

describe('An error', () => {
  const refusals: readonly (readonly [number, string, string, () => Promise<Answer>])[] = [
    [400, 'malformed-json', 'a body that is no JSON', () => notJson(`{"rationale":"${MARK}`)],
    [
      400,
      'malformed-json',
      'a body that is not UTF-8',
      () => raw('POST', '/api/complaints', Uint8Array.of(0x22, 0xff, 0x22)),
    ],
    [
      422,
      'too-many-fields',
      'a body nested beyond reason',
      () => notJson(`{"rationale":${'['.repeat(9e4)}${']'.repeat(9e4)}}`),
    ],
    [400, 'malformed-json', 'a body that poisons prototypes', () => notJson(`{"__proto__":{"text":"${MARK}"}}`)],
    [400, 'malformed-reference', 'a reference that cannot be one', () => office.get('hana', `/api/cases/${MARK}-7`)],
    [400, 'wrong-check-symbol', 'a mistyped reference', () => office.get('hana', '/api/cases/0000-0000-0001')],
    [400, 'malformed-idempotency-key', 'a key with blanks', () => assess({}, { 'idempotency-key': `${MARK} x` })],
    [400, 'malformed-if-match', 'a revision without quotes', () => assess({}, { 'if-match': '3' })],
    [400, 'invalid-cursor', 'a cursor of another query', () => office.get('hana', `/api/cases?cursor=${MARK}`)],
    [401, 'unauthenticated', 'no token', () => call('GET', redress.url + path)],
    [401, 'unauthenticated', 'a token that is none', () => call('GET', redress.url + path, { token: MARK })],
    [403, 'forbidden', 'a role that may not', () => office.get('anna', path)],
    [404, 'not-found', 'an unknown route', () => office.get('hana', `/api/${MARK}`)],
    [404, 'not-found', 'an unknown command', () => office.post('hana', `${path}/${MARK}`, {})],
    [404, 'complaint-unknown', 'an unknown complaint', () => office.get('hana', `/api/cases/${UNKNOWN}`)],
    [404, 'complaint-unknown', 'a command on it', () => office.post('hana', `/api/cases/${UNKNOWN}/acknowledge`, {})],
    [405, 'method-not-allowed', 'a method that nothing answers', () => raw('DELETE', path)],
    [405, 'method-not-allowed', 'a method that other addresses answer', () => raw('PUT', `${path}/assess`, '{}')],
    [409, 'not-assessed', 'a command before its time', () => office.post('hana', `${path}/propose-response`, RESPONSE)],
    [412, 'revision-mismatch', 'a revision long passed', () => assess(ASSESSMENT, { 'if-match': '"7"' })],
    [413, 'body-too-large', 'a body over 1 MB', () => lodge({ description: MARK.repeat(100_000) })],
    [414, 'address-too-long', 'an address without end', () => office.get('hana', `/api/cases/${'7'.repeat(300)}`)],
    [
      415,
      'unsupported-media-type',
      'a form',
      () => raw('POST', '/api/complaints', 'a=b', { 'content-type': 'text/plain' }),
    ],
    [
      415,
      'unsupported-content-encoding',
      'a compressed body',
      () => raw('POST', '/api/complaints', '{}', { 'content-encoding': 'gzip' }),
    ],
    [
      415,
      'unsupported-charset',
      'a body in another charset',
      () => raw('POST', '/api/complaints', '{}', { 'content-type': 'application/json; charset=utf-16' }),
    ],
    [422, 'nul-in-text', 'NUL in a text', () => lodge({ description: `${MARK}\0` })],
    [422, 'invalid-field', 'a field against its rule', () => lodge({ description: 7 })],
    [422, 'unknown-field', 'an unknown field', () => lodge({ description: 'x', colour: MARK })],
    [422, 'staff-only-field', 'a field for staff', () => lodge({ description: 'x', channel: 'phone' })],
    [422, 'staff-only-field', 'an action for staff', () => lodge({ description: 'x', immediateActionTaken: 'y' })],
    [422, 'occurred-in-future', 'a day to come', () => assess({ ...ASSESSMENT, occurredAt: '2999-01-01T00:00:00Z' })],
    [
      422,
      'occurred-before-receipt',
      'a day too early',
      () => assess({ ...ASSESSMENT, occurredAt: '1999-01-01T00:00:00Z' }),
    ],
    [503, 'view-behind', 'a revision no view has', () => office.get('hana', `${path}?atLeast=99`)],
  ];

  it.each(refusals)('%d %s tells %s as problem details, without what was sent', async (status, code, _, send) => {
    const { status: answered, headers, body } = await send();
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect([answered, body['code']]).toEqual([status, code]);
    expect(body).toMatchObject({
      type: `urn:redress:problem:${code}`,
      title: expect.stringMatching(/./),
      status,
      detail: expect.stringMatching(/./),
      instance: `urn:redress:request:${headers.get('x-correlation-id')}`,
    });
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${MARK}|node_modules|\\.js:|SQL|at \\w+ \\(`));
    expect(headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer realm="redress"' : null);
    expect(headers.get('allow') !== null).toBe(status === 405);
    expect(headers.get('retry-after')).toBe(status === 503 ? '1' : null);
  });

  it.each([
    ['fa', 'fa', 'یافت نشد'],
    ['fa-IR,en;q=0.8', 'fa', 'یافت نشد'],
    ['en;q=0.9, fa;q=0.1', 'en', 'Not found'],
    ['de', 'en', 'Not found'],
    ['', 'en', 'Not found'],
  ])('is told in the language that "%s" prefers', async (accept, language, title) => {
    const { headers, body } = await call('GET', `${redress.url}/api/nowhere`, {
      headers: { 'accept-language': accept },
    });
    expect([headers.get('content-language'), body['title']]).toEqual([language, title]);
  });

  const places: readonly (readonly [string, () => Promise<Answer>, readonly (readonly [string, string])[]])[] = [
    ['a field', () => lodge({ description: ' ' }), [['#/description', 'invalid-text']]],
    ['a missing field', () => lodge({}), [['#/description', 'invalid-text']]],
    [
      'several fields',
      () => lodge({ description: '', language: 'de' }),
      [
        ['#/description', 'invalid-text'],
        ['#/language', 'not-one-of'],
      ],
    ],
    [
      'a nested field',
      () => lodge({ description: 'x', complainant: { email: 'x' } }),
      [['#/complainant/email', 'invalid-email']],
    ],
    [
      'half a character',
      () => lodge({ description: 'x', complainant: { email: 'a\ud800@b.org' } }),
      [['#/complainant/email', 'invalid-email']],
    ],
    ['a list for an object', () => lodge({ description: 'x', complainant: [] }), [['#/complainant', 'not-an-object']]],
    [
      'an unknown nested field',
      () => lodge({ description: 'x', onBehalfOf: { consent: true, 'a/b': 1 } }),
      [['#/onBehalfOf/a~1b', 'unknown-field']],
    ],
    [
      'a name that every object has',
      () => lodge({ description: 'x', complainant: { valueOf: 1 } }),
      [['#/complainant/valueOf', 'unknown-field']],
    ],
    [
      'the second of a list',
      () => propose([{ kind: 'refund' }, { kind: 'gift' }]),
      [['#/remedies/1/kind', 'not-one-of']],
    ],
    [
      'an amount in a list',
      () => propose([{ kind: 'refund', amount: { value: '1.', currency: 'EUR' } }]),
      [['#/remedies/0/amount', 'invalid-money']],
    ],
    ['no list', () => propose('none'), [['#/remedies', 'not-a-list']]],
    ['lists in a list', () => propose([[{ kind: 'refund' }]]), [['#/remedies', 'not-an-object']]],
    ['too long a list', () => propose(Array(21).fill({ kind: 'apology' })), [['#/remedies', 'too-many']]],
    [
      'a leap second',
      () => assess({ ...ASSESSMENT, occurredAt: '2016-12-31T23:59:60Z' }),
      [['#/occurredAt', 'invalid-instant']],
    ],
    ['a reason that is blank', () => assess({ ...ASSESSMENT, reason: ' ' }), [['#/reason', 'invalid-text']]],
    ['the whole body', () => assess([ASSESSMENT]), [['#', 'not-an-object']]],
    [
      'a query',
      () => office.get('hana', '/api/cases?limit=0&sort=colour'),
      [
        ['#/limit', 'too-small'],
        ['#/sort', 'not-one-of'],
      ],
    ],
    ['a number that is none', () => office.get('hana', `${path}?atLeast=1e2`), [['#/atLeast', 'not-an-integer']]],
    [
      'a refusal about a field',
      () => assess({ ...ASSESSMENT, occurredAt: '2999-01-01T00:00:00Z' }),
      [['#/occurredAt', 'occurred-in-future']],
    ],
  ];

  function propose(remedies: unknown): Promise<Answer> {
    return office.post('hana', `${path}/propose-response`, { ...RESPONSE, remedies });
  }

  it.each(places)('points at %s', async (_, send, faults) => {
    const { status, body } = await send();
    const errors = body['errors'] as { pointer: string; code: string; detail: string }[];
    expect([status, errors.map(({ pointer, code }) => [pointer, code]).sort()]).toEqual([422, faults]);
    for (const { detail } of errors) expect(detail).not.toMatch(/\{\w*\}|^$/);
  });
});

describe('Attempts on a tracking code', () => {
  it('are limited for each client, saying when to try again, and a right code comes in all the same', async () => {
    const { body } = await office.lodge({ description: 'Charged twice.' });
    const attempt = (reference: unknown, trackingCode: unknown) =>
      call('POST', `${redress.url}/api/track`, { body: { reference, trackingCode } });
    const guess = (n: number) => attempt(referenceFromBytes('crockford', new Uint8Array(16).fill(n)), '00000-00000');
    for (let n = 0; n < 100; n += 1) expect((await guess(n)).status).toBe(404);
    const { status, headers, body: problem } = await guess(101);
    expect([status, problem['code']]).toEqual([429, 'rate-limited']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(problem['detail']).toContain(headers.get('retry-after'));
    expect((await attempt(body['reference'], body['trackingCode'])).status).toBe(200);
  });

  it('with the right code are not', async () => {
    const { body } = await office.lodge({ description: 'Charged twice.' });
    const given = { reference: body['reference'], trackingCode: body['trackingCode'] };
    for (let visit = 0; visit < 110; visit += 1) {
      expect((await call('POST', `${redress.url}/api/track`, { body: given })).status).toBe(200);
    }
  });
});
