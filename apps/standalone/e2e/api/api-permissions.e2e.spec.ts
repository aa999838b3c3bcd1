import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Action, may } from '@redress/domain';
import { call, RunningRedress } from '@redress/testing';
import { commandRoutes, pathOf } from '../command-routes.js';
import { type Complainant, Office } from '../office.js';

/** Every query of http-api.md with its action in the permissions table. */
const queries: readonly (readonly [string, Action])[] = [
  ['/api/cases', 'view-queue'],
  ['/api/cases/:reference', 'view-case'],
  ['/api/cases/:reference/history', 'view-history'],
  ['/api/notifications?reference=:reference', 'view-notifications'],
  ['/api/analytics/summary', 'view-analytics'],
  ['/api/compliance/cases/:reference/replay', 'replay-case'],
  ['/api/compliance/verify', 'verify-integrity'],
  ['/api/policies', 'view-policies'],
  ['/api/policies/generic/2', 'view-policies'],
];

const staff = [
  ['hana', 'handler'],
  ['sara', 'supervisor'],
  ['anna', 'analyst'],
  ['cyrus', 'compliance'],
  ['ida', 'intake-agent'],
  ['adam', 'admin'],
] as const;

let redress: RunningRedress;
let office: Office;
let reference: string;
let other: string;
let complainant: Complainant;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
  const { body } = await office.lodge({ description: 'Charged twice.' });
  reference = body['reference'] as string;
  other = (await office.lodge({ description: 'Another.' })).body['reference'] as string;
  complainant = await office.complainant(reference, body['trackingCode'] as string);
});
afterAll(() => redress[Symbol.asyncDispose]());

describe.each(staff)('%s, whose role is %s,', (who, role) => {
  it.each(queries)('sees %s only if the table lets them', async (path, action) => {
    const { status } = await office.get(who, path.replace(':reference', reference));
    expect(status).toBe(may({ id: who, roles: [role] }, action) ? 200 : 403);
  });

  it.each(queries.filter(([path]) => path.includes(':')))(
    'learns at %s only if allowed that a complaint is unknown',
    async (path, action) => {
      const { status } = await office.get(who, path.replace(':reference', '0000-0000-0000'));
      expect(status).toBe(may({ id: who, roles: [role] }, action) ? 404 : 403);
    },
  );

  it.each(commandRoutes.map((route) => [`${route.side}/${route.name}`, route] as const))(
    'is let through to %s only if the table lets them',
    async (_, route) => {
      const { assignee, person } = route.body as { assignee?: string; person?: string };
      const allowed =
        route.side === 'cases' &&
        may({ id: who, roles: [role] }, route.type, undefined, { actorId: who, ...(assignee && { assignee }), ...(person && { person }) });
      // A permitted request fails on a field that no command has, so nothing changes.
      const { status, body } = await office.post(who, pathOf(route, reference), { ...route.body, colour: 'red' });
      expect([status, body['code']]).toEqual(allowed ? [422, 'unknown-field'] : [403, 'forbidden']);
    },
  );

  it('may check the integrity of the log only if the table lets them', async () => {
    const { status } = await office.post(who, '/api/compliance/verify', {});
    expect(status).toBe(may({ id: who, roles: [role] }, 'run-verification') ? 202 : 403);
  });
});

describe('A handler', () => {
  it('assigns to nobody else', async () => {
    expect((await office.post('hana', `/api/cases/${reference}/assign`, { assignee: 'hugo' })).status).toBe(403);
    expect((await office.post('hana', `/api/cases/${reference}/assign`, { assignee: ['hana'] })).status).toBe(403);
    expect((await office.post('sara', `/api/cases/${reference}/assign`, { assignee: 'hugo' })).status).toBe(200);
  });
});

describe('A handler', () => {
  it('declares a conflict of interest of nobody else', async () => {
    const path = `/api/cases/${other}/declare-conflict`;
    expect((await office.post('hana', path, { person: 'hugo', nature: 'A cousin.' })).status).toBe(403);
    expect((await office.post('hana', path, { nature: 'A cousin.' })).status).toBe(403);
    expect((await office.post('hana', path, { person: ['hana'], nature: 'A cousin.' })).status).toBe(403);
    expect((await office.post('sara', path, { person: 'hugo', nature: 'x', assignee: 'sara' })).status).toBe(422);
  });
});

describe('Without a token', () => {
  it.each([...queries.map(([path]) => path), '/api/track/:reference'])('nobody sees %s', async (path) => {
    expect((await call('GET', redress.url + path.replace(':reference', reference))).status).toBe(401);
  });

  it.each(commandRoutes.map((route) => [pathOf(route, ':reference'), route] as const))(
    'nobody sends %s',
    async (_, route) => {
      expect((await call('POST', redress.url + pathOf(route, reference), { body: route.body })).status).toBe(401);
    },
  );
});

describe('A complainant', () => {
  it('opens their own complaint and no other', async () => {
    expect((await complainant.looks()).status).toBe(200);
    const token = complainant.token;
    for (const path of [`/api/track/${other}`, '/api/track/0000-0000-0000']) {
      const { status, body } = await call('GET', redress.url + path, { token });
      expect([status, body['code']]).toEqual([404, 'not-found']);
    }
  });

  it('decides nothing on another', async () => {
    for (const route of commandRoutes.filter(({ side }) => side === 'track')) {
      const { status } = await call('POST', redress.url + pathOf(route, other), {
        token: complainant.token,
        body: route.body,
      });
      expect(status).toBe(404);
    }
    const { body } = await office.get<{ events: unknown[] }>('cyrus', `/api/cases/${other}/history`);
    expect(body.events).toHaveLength(1);
  });

  it('comes in nowhere that staff do, with the token of their complaint', async () => {
    const { token } = complainant;
    for (const [path] of queries) {
      expect((await call('GET', redress.url + path.replace(':reference', reference), { token })).status).toBe(403);
    }
    for (const route of commandRoutes.filter(({ side }) => side === 'cases')) {
      expect((await call('POST', redress.url + pathOf(route, reference), { token, body: route.body })).status).toBe(
        403,
      );
    }
  });
});
