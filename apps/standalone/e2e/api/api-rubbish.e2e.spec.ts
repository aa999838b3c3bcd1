import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningRedress } from '@redress/testing';
import fc from 'fast-check';
import { commandRoutes, pathOf } from '../command-routes.js';
import { failuresSince } from './failures-since.js';
import { type Complainant, Office } from '../office.js';

const seed = Number(process.env['REDRESS_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
/** Limit for each refusal, on a machine that is busy with other work. */
const ANSWER_MS_MAX = 5_000;

/** Tries one in this many of all oddities in all places, different ones with each seed: fields of one kind are checked by the same code. */
const ONE_OF = 3;

let redress: RunningRedress;
let began: string;
let office: Office;
let reference: string;
let trackingCode: string;
let complainant: Complainant;
beforeAll(async () => {
  redress = await RunningRedress.start();
  began = new Date().toISOString();
  office = await Office.open(redress);
  const { body } = await office.lodge({ description: 'Charged twice.' });
  reference = body['reference'] as string;
  trackingCode = body['trackingCode'] as string;
  complainant = await office.complainant(reference, trackingCode);
});
afterAll(() => redress[Symbol.asyncDispose]());

/** Every route with a body, with a valid body and a permitted caller. */
function targets() {
  const complaint = {
    name: 'زهره',
    email: 'z@example.org',
    phone: '1',
    postalAddress: 'x',
    preferredChannel: 'email',
    accessibilityNeeds: 'x',
  };
  const lodging = {
    description: 'x',
    desiredOutcome: 'x',
    product: 'x',
    issue: 'x',
    organizationUnit: 'x',
    happenedOn: '2026-11-02',
    channel: 'phone',
    language: 'fa',
    externalReference: 'x',
    complainant: complaint,
    onBehalfOf: { name: 'x', relationship: 'x', consent: true },
    occurredAt: '2026-11-02T08:00:00.000Z',
    reason: 'x',
  };
  const remarks = { reason: 'x', occurredAt: '2026-11-02T08:00:00.000Z' };
  return [
    { path: '/api/complaints', token: office.tokenFor('ida'), body: lodging },
    { path: '/api/track', token: undefined, body: { reference, trackingCode } },
    { path: '/api/compliance/verify', token: office.tokenFor('cyrus'), body: {} },
    ...commandRoutes.map((route) => ({
      path: pathOf(route, reference),
      token: route.side === 'cases' ? office.tokenFor('sara') : complainant.token,
      body: { ...route.body, ...remarks },
    })),
  ];
}

async function statusOf(path: string, token: string | undefined, body: string): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const signal = AbortSignal.timeout(ANSWER_MS_MAX);
  const answer = await fetch(redress.url + path, { method: 'POST', headers, body, signal });
  const text = await answer.text();
  expect(JSON.parse(text)).toEqual(expect.any(Object));
  return answer.status;
}

/** JSON that no honest client sends. Written as text, because some of it has no JavaScript value. */
const oddities = [
  'null',
  'true',
  '0',
  '-0',
  '1e999',
  '-1e999',
  '1e-999',
  '0.1',
  '9007199254740993',
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\ufeff"',
  '"\\u202e"',
  '[]',
  '[[]]',
  '[null]',
  '[[[[[[[[{}]]]]]]]]',
  '{}',
  '{"":""}',
  '{"length":1}',
  '{"erased":true}',
  '{"$sealed":{}}',
  '{"__proto__":null}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"toString":1,"valueOf":1}',
  '{"then":1}',
  '{"toJSON":1}',
  '"2026-02-30"',
  '"2016-12-31T23:59:60Z"',
  '"0000-01-01T00:00:00+23:59"',
  '"9999-12-31T23:59:59-23:59"',
  '"+012026-01-01T00:00:00Z"',
  `"${'x'.repeat(100_000)}"`,
  `"${'\\ud83d\\ude00'.repeat(20_001)}"`,
  `"${'('.repeat(5_000)}@${'a.'.repeat(5_000)}"`,
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`,
  `[${'{},'.repeat(50_000)}{}]`,
  `${'9'.repeat(10_000)}`,
];

/** The body with one of its parts, at any depth, replaced by the given text. */
function* disturbed(value: unknown, replacement: string): Generator<string> {
  yield replacement;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const changed of disturbed(part, replacement)) {
      const mark = '@@@';
      yield JSON.stringify(Array.isArray(value) ? value.with(Number(key), mark) : { ...value, [key]: mark }).replace(
        `"${mark}"`,
        () => changed,
      );
    }
  }
}

describe(`Rubbish (REDRESS_SEED=${seed})`, () => {
  it('in the place of any field of any request is refused or taken, and never fails or hangs', async () => {
    const failed: string[] = [];
    for (const { path, token, body } of targets()) {
      const everyPlace = oddities.flatMap((oddity) => [...disturbed(body, oddity)]);
      const tried = everyPlace.filter((_, index) => (index + seed) % ONE_OF === 0);
      for (let start = 0; start < tried.length; start += 16) {
        const some = tried.slice(start, start + 16);
        const statuses = await Promise.all(some.map((sent) => statusOf(path, token, sent)));
        failed.push(
          ...some.filter((_, index) => (statuses[index] ?? 500) >= 500).map((sent) => `${path} ${sent.slice(0, 200)}`),
        );
      }
    }
    expect(failed).toEqual([]);
  }, 240_000);

  it('as a whole body, of any shape, never fails or hangs', async () => {
    const all = targets();
    const anything = fc.asyncProperty(
      fc.nat(all.length - 1),
      fc.json({ maxDepth: 6 }),
      fc.string({ unit: 'binary' }),
      async (index, json, text) => {
        const { path, token, body } = all[index] ?? { path: '', token: undefined, body: {} };
        for (const sent of [json, text, JSON.stringify(body).slice(0, -1), JSON.stringify({ ...body, [text]: json })]) {
          expect(await statusOf(path, token, sent)).toBeLessThan(500);
        }
      },
    );
    await fc.assert(anything, { seed, numRuns: 150 });
  });

  it('in an address never fails', async () => {
    const parts = [
      '%00',
      '%ff',
      '..%2f..',
      '%F0%9F%98%80',
      '💥',
      ' ',
      '%',
      'constructor',
      '__proto__',
      ';',
      "'",
      '"',
      '𝟘𝟘𝟘𝟘-0000-0000',
    ];
    for (const part of parts) {
      for (const path of [
        `/api/cases/${part}`,
        `/api/cases/${part}/close`,
        `/api/track/${part}`,
        `/api/cases?q=${part}`,
        `/api/cases?${part}=1`,
        `/api/notifications?reference=${part}`,
      ]) {
        const answer = await fetch(redress.url + path, {
          headers: { authorization: `Bearer ${office.tokenFor('hana')}` },
        });
        expect([path, answer.status < 500]).toEqual([path, true]);
      }
    }
  });

  it('has left no failure in the log', () => {
    expect(failuresSince(began, redress.output)).toEqual([]);
  });
});

describe('Text', () => {
  const texts = [
    'می\u200cخواهم پولم را پس بگیرید؛ مبلغ ۱٬۲۵۰٬۰۰۰ ریال «اضافه» است.',
    '\u202bراست‌به‌چپ\u202c and \u2066left\u2069',
    'e\u0301 vs \u00e9, ﷼, ﻻ, ك vs ک, ي vs ی',
    '👩‍👩‍👧‍👦🏳️‍🌈 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐎠𐎼𐎹',
    'Zalgo: z̸̡̛a̵l̴g̶o̷',
    ' \t\r\n kept as it is \u00a0\u3000',
    'a\u0001b\u0007\u001b[31m\u007f\u2028\u2029\ufffd\ufeff',
    '<script>alert(1)</script> {{x}} ${x} %s \\ / " \' `; DROP TABLE events; --',
    '{"erased":true}',
  ];

  it.each(texts)('comes back as it was sent: %j', async (text) => {
    const content = { description: text, desiredOutcome: text, complainant: { name: text, postalAddress: text } };
    const { body } = await office.lodge(content);
    const path = `/api/cases/${String(body['reference'])}`;
    const revision = await office.decides('hana', String(body['reference']), 'add-note', {
      text,
      visibility: 'complainant',
      reason: text,
    });
    const shown = await office.get('hana', `${path}?atLeast=${revision}`);
    expect(shown.body).toMatchObject({ ...content, notes: [{ text }] });
    const told = await office.get<{ events: { type: string }[] }>('cyrus', `${path}/history`);
    // Messages to an address are recorded concurrently.
    const said = told.body.events.filter(({ type }) => ['ComplaintReceived', 'NoteAdded'].includes(type));
    expect(said).toMatchObject([{ data: content }, { data: { text }, reason: text }]);
    const tracked = await office.complainant(String(body['reference']), String(body['trackingCode']));
    expect((await tracked.looks(revision)).body).toMatchObject({ messages: [{ text }] });
  });

  it('may be as long as is promised, counted in characters, and no longer', async () => {
    const longest = '😀'.repeat(20_000);
    const { status, body } = await office.lodge({ description: longest });
    expect(status).toBe(201);
    expect((await office.get('hana', `/api/cases/${String(body['reference'])}?atRevision=0`)).body['description']).toBe(
      longest,
    );
    expect((await office.lodge({ description: `${longest}x` })).status).toBe(422);
  });
});
