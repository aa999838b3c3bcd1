import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, RunningRedress } from '@redress/testing';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Compile } from 'typebox/schema';
import { ASSESSMENT, commandRoutes, pathOf, RESPONSE } from '../command-routes.js';
import { Office } from '../office.js';

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly security: readonly object[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: object;
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, { schema: object }>> }>
  >;
}

interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly securitySchemes: object };
}

const COMMITTED = join(import.meta.dirname, '../../../../docs/reference/openapi.json');
const PUBLIC = [
  '/api/track',
  '/api/track/confirm-address',
  '/api/track/lost-code',
  '/api/policies/public',
  '/api/notifications/bounces',
  '/api/session',
  '/api/session/issuer',
  '/api/session/issuer/callback',
  '/api/session/link',
  '/api/session/passkey',
  '/api/session/passkey/options',
  '/api/session/ways',
];
const POLICY_COMMANDS = ['draft', 'propose', 'approve', 'reject', 'withdraw-proposal', 'publish', 'retire'].map(
  (command) => `/api/policies/{name}/${command}`,
);

let redress: RunningRedress;
let office: Office;
let described: Description;
let operations: readonly (readonly [path: string, method: string, operation: Operation])[];
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
  described = (await (await fetch(`${redress.url}/api/openapi.json`)).json()) as Description;
  operations = Object.entries(described.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => [path, method, operation] as const),
  );
});
afterAll(() => redress[Symbol.asyncDispose]());

describe('The description of the API', () => {
  it('is the committed one: `npm run openapi` writes it anew', async () => {
    expect(described).toEqual(JSON.parse(await readFile(COMMITTED, 'utf8')));
  });

  it('has every command, and every query', () => {
    const posts = operations.filter(([, method]) => method === 'post').map(([path]) => path);
    const commands = commandRoutes.map((route) => pathOf(route, '{reference}'));
    const files = ['/api/cases/{reference}/attachments', '/api/track/{reference}/attachments'];
    const others = [
      ...files,
      '/api/calendars/{name}/apply',
      ...['assign', 'unassign', 'route', 'add-note', 'add-tag', 'remove-tag'].map((name) => `/api/cases/bulk/${name}`),
      '/api/cases/erasures',
      '/api/cases/erasures/check',
      ...['carry-out', 'decline'].map((decision) => `/api/cases/erasures/{request}/${decision}`),
      '/api/cases/search',
      '/api/analytics/dashboards',
      '/api/analytics/reports',
      '/api/analytics/reports/{id}/send-now',
      ...['confirm', 'dismiss'].map((name) => `/api/analytics/systemic-problems/${name}`),
      ...[
        'plan-corrective-action',
        'complete-corrective-action',
        'cancel-corrective-action',
        'verify-effect',
        'reopen',
      ].map((name) => `/api/analytics/systemic-problems/{problem}/${name}`),
      '/api/cases/reply-templates',
      '/api/cases/views',
      '/api/complaints',
      '/api/track',
      '/api/track/confirm-address',
      '/api/track/lost-code',
      '/api/compliance/verify',
      '/api/notifications/bounces',
      '/api/notifications/dead-letters/resend',
      '/api/operations/parked/{view}/retry',
      '/api/operations/parked/{view}/skip',
      '/api/operations/views/{view}/rebuild',
      '/api/sample-data',
      '/api/staff/{person}/reassign',
      '/api/accounts',
      ...['change-roles', 'disable', 'enable', 'issue-link'].map((name) => `/api/accounts/{username}/${name}`),
      '/api/session',
      '/api/session/link',
      '/api/session/passkey',
      '/api/session/passkey/options',
      '/api/session/passkeys',
      '/api/session/passkeys/options',
      '/api/session/password',
    ];
    expect(posts.sort()).toEqual([...commands, ...POLICY_COMMANDS, ...others].sort());
    const gets = operations.filter(([, method]) => method === 'get').map(([path]) => path);
    expect(gets.sort()).toEqual([
      '/api/accounts',
      '/api/accounts/names',
      '/api/analytics/audit-sample',
      '/api/analytics/backlog',
      '/api/analytics/cohorts',
      '/api/analytics/control-chart',
      '/api/analytics/dashboards',
      '/api/analytics/distribution',
      '/api/analytics/export',
      '/api/analytics/export/dictionary',
      '/api/analytics/pareto',
      '/api/analytics/recurrence',
      '/api/analytics/recurrence/cases',
      '/api/analytics/remedies',
      '/api/analytics/reports',
      '/api/analytics/reports/{id}/history',
      '/api/analytics/summary',
      '/api/analytics/systemic-problems',
      '/api/analytics/systemic-problems/proposals',
      '/api/analytics/systemic-problems/{problem}',
      '/api/analytics/timeseries',
      '/api/calendars',
      '/api/calendars/{name}/{version}/days',
      '/api/cases',
      '/api/cases/activity',
      '/api/cases/counts',
      '/api/cases/disclosures',
      '/api/cases/disclosures/export',
      '/api/cases/erasures',
      '/api/cases/erasures/{request}/certificate',
      '/api/cases/events',
      '/api/cases/legal-holds',
      '/api/cases/reply-templates',
      '/api/cases/reply-templates/{id}',
      '/api/cases/tasks',
      '/api/cases/views',
      '/api/cases/{reference}',
      '/api/cases/{reference}/attachments/{attachment}',
      '/api/cases/{reference}/clocks',
      '/api/cases/{reference}/decision-preview',
      '/api/cases/{reference}/history',
      '/api/cases/{reference}/possible-duplicates',
      '/api/cases/{reference}/reply-templates',
      '/api/compliance/access-log',
      '/api/compliance/access-log/export',
      '/api/compliance/cases/{reference}/evidence',
      '/api/compliance/cases/{reference}/replay',
      '/api/compliance/verify',
      '/api/notifications',
      '/api/notifications/dead-letters',
      '/api/notifications/subscriptions',
      '/api/notifications/{messageId}/letter.pdf',
      '/api/operations/doctor',
      '/api/operations/parked',
      '/api/operations/parked/skipped',
      '/api/operations/views',
      '/api/policies',
      '/api/policies/public',
      '/api/policies/root-causes',
      '/api/policies/simulation',
      '/api/policies/{name}/{version}',
      '/api/policies/{name}/{version}/history',
      '/api/sample-data',
      '/api/session',
      '/api/session/all',
      '/api/session/issuer',
      '/api/session/issuer/callback',
      '/api/session/passkeys',
      '/api/session/ways',
      '/api/staff',
      '/api/track/{reference}',
      '/api/track/{reference}/attachments/{attachment}',
    ]);
    const changes = operations.filter(([, method]) => method !== 'get' && method !== 'post');
    expect(changes.map(([path, method]) => `${method} ${path}`).sort()).toEqual([
      'delete /api/analytics/dashboards/{id}',
      'delete /api/analytics/reports/{id}',
      'delete /api/cases/views/{id}',
      'delete /api/session',
      'delete /api/session/all/{session}',
      'delete /api/session/passkeys/{passkey}',
      'put /api/analytics/dashboards/{id}',
      'put /api/analytics/reports/{id}',
      'put /api/cases/reply-templates/{id}',
      'put /api/cases/views/{id}',
    ]);
  });

  it('is complete for each: a name, a summary, its parameters, who may, what it answers and how it refuses', () => {
    expect(described.openapi).toMatch(/^3\.1\./);
    expect(new Set(operations.map(([, , { operationId }]) => operationId)).size).toBe(operations.length);
    for (const [path, method, operation] of operations) {
      const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      const answers = Object.entries(operation.responses);
      expect([path, inPath]).toEqual([path, placeholders]);
      expect([path, operation.summary]).toEqual([path, expect.stringMatching(/\.$/)]);
      const isPublic = PUBLIC.includes(path) && !(path === '/api/session' && method !== 'post');
      expect([path, operation.security.length > 0]).toEqual([path, !isPublic]);
      expect([path, answers.filter(([status]) => /^[23]/.test(status)).length]).toEqual([path, 1]);
      for (const [status, { description, content }] of answers) {
        expect([path, description]).toEqual([path, expect.stringMatching(/./)]);
        // The export is a table in any of three forms.
        const isTable = path === '/api/analytics/export' && 'text/csv' in (content ?? {});
        const forms = isTable ? 3 : status === '204' || status === '302' ? 0 : 1;
        expect([path, Object.values(content ?? {}).length]).toEqual([path, forms]);
      }
    }
  });

  it('points at nothing that is not there', () => {
    const targets = [...JSON.stringify(described).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name ?? '',
    );
    expect(targets.filter((name) => !Object.hasOwn(described.components.schemas, name))).toEqual([]);
  });
});

describe('Beside the API', () => {
  it('health names everything that the process needs', async () => {
    expect((await call('GET', `${redress.url}/health/live`)).body).toEqual({ status: 'live' });
    const { status, body } = await call('GET', `${redress.url}/health/ready`);
    const needed = [
      'event-store',
      'key-store',
      'read-store',
      'attachment-store',
      'consumer:intake',
      'consumer:case-handling',
      'consumer:analytics',
    ];
    expect([status, body['ready']]).toEqual([200, true]);
    expect(body['checks']).toMatchObject(Object.fromEntries(needed.map((name) => [name, 'ready'])));
  });

  it('metrics tell of requests, lag and parked complaints', async () => {
    const text = await (await fetch(`${redress.url}/metrics`)).text();
    for (const name of ['http_request_duration_seconds', 'consumer_lag_events', 'view_parked_complaints']) {
      expect(text).toContain(`redress_${name}`);
    }
  });

  it('a page shows the description', async () => {
    const page = await fetch(`${redress.url}/api/docs`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  });
});

describe('Answers', () => {
  let reference: string;
  let trackingCode: string;
  beforeAll(async () => {
    const { body } = await office.lodge({
      description: 'x',
      product: 'card',
      complainant: { name: 'x', email: 'z@example.org' },
    });
    reference = body['reference'] as string;
    trackingCode = body['trackingCode'] as string;
    await office.decides('hana', reference, 'assess', { ...ASSESSMENT, reason: 'x' });
    await office.decides('hana', reference, 'add-note', { text: 'x', visibility: 'complainant' });
    await office.decides('hana', reference, 'propose-response', RESPONSE);
    await office.decides('sara', reference, 'approve-response', {});
    const last = await office.decides('hana', reference, 'communicate-decision', {});
    await office.get('hana', `/api/notifications?reference=${reference}&atLeast=${last}`);
  });

  const get = (who: string, path: string) => () => office.get(who, path.replace('{reference}', reference));
  it.each([
    ['get', '/api/cases', get('hana', '/api/cases')],
    ['get', '/api/cases/counts', get('hana', '/api/cases/counts')],
    ['get', '/api/cases/{reference}', get('hana', '/api/cases/{reference}')],
    ['get', '/api/cases/{reference}/history', get('hana', '/api/cases/{reference}/history')],
    ['get', '/api/notifications', get('hana', '/api/notifications?reference={reference}')],
    ['get', '/api/analytics/summary', get('anna', '/api/analytics/summary?groupBy=product,month')],
    ...[
      'backlog',
      'cohorts',
      'control-chart',
      'dashboards',
      'distribution',
      'export/dictionary',
      'pareto',
      'remedies',
      'reports',
      'systemic-problems',
      'systemic-problems/proposals',
      'timeseries',
    ].map((figures) => {
      const path = `/api/analytics/${figures}`;
      return ['get', path, get('sara', path)] as const;
    }),
    ['get', '/api/compliance/cases/{reference}/evidence', get('cyrus', '/api/compliance/cases/{reference}/evidence')],
    ['get', '/api/compliance/cases/{reference}/replay', get('cyrus', '/api/compliance/cases/{reference}/replay')],
    ['get', '/api/compliance/verify', get('cyrus', '/api/compliance/verify')],
    ['post', '/api/compliance/verify', () => office.post('cyrus', '/api/compliance/verify', {})],
    ['post', '/api/complaints', () => office.lodge({ description: 'x' })],
    ['get', '/api/session', get('adam', '/api/session')],
    ['get', '/api/session/all', get('adam', '/api/session/all')],
    ['get', '/api/session/passkeys', get('adam', '/api/session/passkeys')],
    ['get', '/api/session/ways', get('adam', '/api/session/ways')],
    ['get', '/api/accounts', get('adam', '/api/accounts')],
    ['get', '/api/calendars', get('hana', '/api/calendars')],
    ['get', '/api/calendars/{name}/{version}/days', get('hana', '/api/calendars/iran/1/days?from=2026-03-21&days=365')],
    ['get', '/api/policies', get('hana', '/api/policies')],
    ['get', '/api/policies/{name}/{version}', get('hana', '/api/policies/generic/2')],
    [
      'get',
      '/api/policies/simulation',
      get('hana', '/api/policies/simulation?receivedAt=2026-11-02T10:00:00Z&severity=high'),
    ],
    ['get', '/api/notifications/subscriptions', get('adam', '/api/notifications/subscriptions')],
    ['get', '/api/operations/doctor', get('adam', '/api/operations/doctor')],
    ['get', '/api/operations/views', get('adam', '/api/operations/views')],
    ['get', '/api/operations/parked', get('cyrus', '/api/operations/parked')],
    ['get', '/api/operations/parked/skipped', get('cyrus', '/api/operations/parked/skipped')],
    ['get', '/api/cases/reply-templates', get('adam', '/api/cases/reply-templates')],
    ['get', '/api/cases/reply-templates/{id}', get('adam', '/api/cases/reply-templates/our-mistake')],
    [
      'post',
      '/api/operations/views/{view}/rebuild',
      () => office.post('adam', '/api/operations/views/sent-messages/rebuild', {}),
    ],
    ['get', '/api/sample-data', get('adam', '/api/sample-data')],
    ['post', '/api/sample-data', () => office.post('adam', '/api/sample-data', {})],
    [
      'post',
      '/api/accounts',
      () => office.post('adam', '/api/accounts', { username: 'x', name: 'X', roles: ['admin'] }),
    ],
    ['post', '/api/accounts/{username}/disable', () => office.post('adam', '/api/accounts/nobody/disable', {})],
    ['post', '/api/track', () => office.post('hana', '/api/track', { reference, trackingCode })],
    ['get', '/api/track/{reference}', async () => (await office.complainant(reference, trackingCode)).looks()],
    [
      'post',
      '/api/cases/{reference}/assign',
      () => office.post('hana', `/api/cases/${reference}/assign`, { assignee: 'hana' }),
    ],
    ['get', '/api/cases/{reference}', get('hana', '/api/cases/0000-0000-0000')],
  ] as const)('to %s %s are as described', async (method, path, send) => {
    const { status, headers, body } = await send();
    const media = headers.get('content-type')?.split(';')[0] ?? '';
    const schema = described.paths[path]?.[method]?.responses[String(status)]?.content?.[media]?.schema;
    expect(faultsOf(schema, body)).toEqual([]);
  });

  /** Violations of a schema of the description by a value, in JSON Schema's own words; a missing schema is a violation too. */
  function faultsOf(schema: object | undefined, value: unknown): readonly string[] {
    if (schema === undefined) return ['not described'];
    const defined = JSON.stringify({ ...schema, $defs: described.components.schemas }).replaceAll(
      '#/components/schemas/',
      '#/$defs/',
    );
    const [isValid, errors] = Compile(JSON.parse(defined)).Errors(value);
    return isValid ? [] : errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
  }
});
