import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Action, may } from '@redress/domain';
import { type Answer, call, eventually, RunningRedress } from '@redress/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandRoutes, pathOf } from '../command-routes.js';
import { type Complainant, Office } from '../office.js';

interface Described {
  readonly paths: Readonly<
    Record<
      string,
      { readonly get?: { readonly parameters?: readonly { readonly in: string; readonly name: string }[] } }
    >
  >;
}

/** The public API description; its own spec keeps it consistent with the actual routes. */
const described = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../docs/reference/openapi.json'), 'utf8'),
) as Described;

/** Every query of http-api.md with its action in the permissions table. */
const queries: readonly (readonly [string, Action])[] = [
  ['/api/cases', 'view-queue'],
  ['/api/cases/counts', 'view-queue'],
  ['/api/cases/activity', 'view-history'],
  ['/api/cases/views', 'keep-queue-views'],
  ['/api/cases/reply-templates', 'manage-reply-templates'],
  ['/api/cases/:reference/reply-templates', 'use-reply-templates'],
  ['/api/staff', 'view-queue'],
  ['/api/cases/:reference', 'view-case'],
  ['/api/cases/:reference/history', 'view-history'],
  ['/api/notifications?reference=:reference', 'view-notifications'],
  ['/api/analytics/summary', 'view-analytics'],
  ['/api/analytics/timeseries', 'view-analytics'],
  ['/api/analytics/pareto', 'view-analytics'],
  ['/api/analytics/backlog', 'view-analytics'],
  ['/api/analytics/distribution', 'view-analytics'],
  ['/api/analytics/control-chart', 'view-analytics'],
  ['/api/analytics/cohorts', 'view-analytics'],
  ['/api/analytics/remedies', 'view-analytics'],
  ['/api/analytics/recurrence', 'view-analytics'],
  ['/api/analytics/recurrence/cases', 'view-case'],
  ['/api/analytics/audit-sample?seed=1', 'replay-case'],
  ['/api/analytics/export?format=jsonl&product=none', 'export-facts'],
  ['/api/analytics/export/dictionary', 'view-analytics'],
  ['/api/analytics/dashboards', 'view-analytics'],
  ['/api/analytics/reports', 'view-analytics'],
  ['/api/analytics/systemic-problems', 'view-systemic-problems'],
  ['/api/analytics/systemic-problems/proposals', 'view-systemic-problems'],
  ['/api/compliance/cases/:reference/evidence', 'replay-case'],
  ['/api/compliance/cases/:reference/replay', 'replay-case'],
  ['/api/compliance/access-log?reference=:reference', 'view-access-log'],
  ['/api/compliance/access-log?actor=hana', 'view-access-log'],
  ['/api/cases/disclosures', 'view-disclosures'],
  ['/api/compliance/verify', 'verify-integrity'],
  ['/api/policies', 'view-policies'],
  ['/api/policies/generic/2', 'view-policies'],
  ['/api/policies/generic/2/history', 'view-policies'],
  ['/api/policies/root-causes', 'view-policies'],
  ['/api/policies/simulation?receivedAt=2026-11-02T10%3A00%3A00Z', 'view-policies'],
  ['/api/calendars', 'view-policies'],
  ['/api/calendars/england/1/days?from=2026-01-01&days=365', 'view-policies'],
  ['/api/session', 'use-own-session'],
  ['/api/accounts', 'manage-accounts'],
  ['/api/accounts/names', 'view-colleagues'],
  ['/api/sample-data', 'load-sample-data'],
  ['/api/notifications/subscriptions', 'manage-deliveries'],
  ['/api/operations/views', 'manage-views'],
  ['/api/operations/parked', 'retry-parked'],
  ['/api/operations/parked/skipped', 'retry-parked'],
  ['/api/operations/doctor', 'examine-installation'],
];

/** Every route by which staff read about one complaint, as the API describes them. */
const staffReads: readonly string[] = Object.entries(described.paths).flatMap(([path, { get }]) => {
  const isOfStaff = get !== undefined && !path.startsWith('/api/track');
  const byQuery =
    isOfStaff && (get.parameters ?? []).some(({ in: place, name }) => place === 'query' && name === 'reference');
  if (!isOfStaff || !(path.includes('{reference}') || byQuery)) return [];
  const named = path.replace('{reference}', ':reference').replace('{attachment}', '0'.repeat(32));
  return [
    byQuery ? `${named}?reference=:reference` : named,
    ...(byQuery ? [] : [`${named}?atLeast=99`, `${named}?colour=red`]),
  ];
});

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
        may({ id: who, roles: [role] }, route.type, undefined, {
          actorId: who,
          ...(assignee && { assignee }),
          ...(person && { person }),
        });
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

const excluded = staff.map(([who]) => who).filter((who) => who !== 'sara');

/** How a complaint is hidden from everybody but Sara, and the revisions at which commands are tried on it. */
const walls = {
  'with an interest in a complaint': {
    hide: async (hidden: string) => {
      for (const person of excluded) {
        const nature = 'The complaint is about this person.';
        await office.decides('sara', hidden, 'declare-conflict', { person: person.toUpperCase(), nature });
      }
    },
    at: [{}, { 'if-match': '"0"' }, { 'if-match': '"99"' }],
  },
  'who is not named by a confidential complaint': {
    hide: (hidden: string) =>
      office.decides('sara', hidden, 'restrict-access', { people: ['SARA'], reason: 'It is about the branch.' }),
    at: [{ 'if-match': '"99"' }],
  },
};

describe.each(Object.entries(walls))('Somebody %s', (_whom, { hide, at }) => {
  const UNKNOWN = '0000-0000-0000';
  let hidden: string;
  beforeAll(async () => {
    hidden = (await office.lodge({ description: 'Shouted at me.', product: 'walls' })).body['reference'] as string;
    await office.decides('sara', hidden, 'link', { complaint: reference, relation: 'related' });
    await eventually(
      () => office.get<{ links: unknown[] }>('sara', `/api/cases/${reference}`),
      ({ body }) => body.links.length > 0,
    );
    await hide(hidden);
  });

  /** An answer without what differs from request to request. */
  const said = ({ status, body }: Answer, of: string): string =>
    JSON.stringify([status, body])
      .replaceAll(of, UNKNOWN)
      .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'id');

  it.each(staffReads)('reads %s as if there were none', async (path) => {
    for (const who of excluded) {
      const read = async (of: string) => said(await office.get(who, path.replace(':reference', of)), of);
      expect(await read(hidden)).toBe(await read(UNKNOWN));
    }
  });

  it.each(commandRoutes.filter(({ side }) => side === 'cases').map((route) => [route.name, route] as const))(
    'sends %s as if there were none, at any revision',
    async (_, route) => {
      // The only one by which somebody who is not named can make it known to themselves; its own spec says how.
      if (route.type === 'break-glass') return;
      const body = route.type === 'record-interview' ? { ...route.body, role: 'witness' } : route.body;
      for (const headers of at) {
        const send = async (who: string, of: string) =>
          said(await office.post(who, pathOf(route, of), body, headers), of);
        for (const who of excluded) expect(await send(who, hidden)).toBe(await send(who, UNKNOWN));
      }
    },
  );

  it('is in no count', async () => {
    for (const who of ['hana', 'sara']) {
      const { body } = await office.get<{ open: number }>(who, '/api/cases/counts?product=walls');
      const { body: page } = await office.get<{ items: unknown[] }>(who, '/api/cases?product=walls&open=true');
      expect(body.open).toBe(page.items.length);
    }
  });

  it('finds it in no list, and in no other case', async () => {
    for (const query of ['product=walls', `q=${hidden}`, 'limit=200']) {
      const { body } = await office.get('hana', `/api/cases?${query}`);
      expect(JSON.stringify(body)).not.toContain(hidden);
    }
    const { body } = await office.get<{ links: unknown[] }>('hana', `/api/cases/${reference}`);
    expect(body.links).toEqual([]);
    for (const path of [`cases/${reference}/history`, `compliance/cases/${reference}/replay`]) {
      const read = async (who: string) => (await office.get(who, `/api/${path}`)).body;
      expect(JSON.stringify(await read('cyrus'))).not.toContain(hidden.replaceAll('-', ''));
    }
    const linking = { complaint: hidden, relation: 'related' };
    const link = await office.post('hana', `/api/cases/${other}/link`, linking);
    expect([link.status, link.body['code']]).toEqual([422, 'other-complaint-unknown']);
  });

  it('is heard in an interview all the same, about an interest', async () => {
    const heard = { with: 'Hana', role: 'staff', heldOn: '2026-11-01', summary: 'I was not there.' };
    const { status } = await office.post('hana', `/api/cases/${hidden}/record-interview`, heard);
    expect(status).toBe(hide === walls['with an interest in a complaint'].hide ? 200 : 404);
    expect((await office.get('sara', `/api/cases/${hidden}`)).status).toBe(200);
  });
});

describe('A complaint that staff lodge as confidential', () => {
  it('exists from its receipt on for whom it names, and so does what is split off it', async () => {
    const said = { description: 'Bribes are taken.', product: 'confidential', confidentialTo: ['sara'] };
    const { status, body } = await office.post('ida', '/api/complaints', said);
    expect(status).toBe(201);
    const own = body['reference'] as string;
    const split = await office.post('sara', `/api/cases/${own}/split`, { description: 'And gifts.' });
    const part = split.body['into'] as string;
    await eventually(
      () => office.get<{ items: unknown[] }>('sara', '/api/cases?product=confidential'),
      ({ body: { items } }) => items.length === 2,
    );
    for (const who of excluded) {
      for (const one of [own, part]) expect((await office.get(who, `/api/cases/${one}`)).status).not.toBe(200);
    }
    expect((await office.get('hana', '/api/cases?product=confidential')).body).toEqual({ items: [], next: null });
  });

  it('opens to compliance in an emergency, with a reason, and says so', async () => {
    const said = { description: 'Bribes are taken.', confidentialTo: ['sara'] };
    const { body } = await office.post('ida', '/api/complaints', said);
    const path = `/api/cases/${body['reference'] as string}`;
    const reason = 'Sara is ill.';
    expect((await office.post('hana', `${path}/break-glass`, { reason })).status).toBe(403);
    expect((await office.get('cyrus', path)).status).toBe(404);
    const broken = await office.post('cyrus', `${path}/break-glass`, { reason });
    expect([broken.status, broken.body['events']]).toEqual([200, ['EmergencyAccessTaken']]);
    const atLeast = broken.body['revision'] as number;
    const { status, body: shown } = await office.get('cyrus', `${path}?atLeast=${atLeast}`);
    expect([status, shown['emergencyAccess']]).toMatchObject([200, [{ takenBy: 'cyrus', reason }]]);
  });

  it('is for a supervisor to decide when a complainant asks for it and the policy names nobody', async () => {
    const { status, body } = await office.lodge({ description: 'Bribes are taken.', confidential: true });
    expect(status).toBe(201);
    const { body: shown } = await office.get('sara', `/api/cases/${body['reference'] as string}?atLeast=1`);
    expect(shown['tasks']).toMatchObject([{ task: 'confidentiality', title: expect.stringContaining('supervisor') }]);
  });

  it('is refused to a complainant, who cannot know whom to name', async () => {
    const { status, body } = await office.lodge({ description: 'Bribes are taken.', confidentialTo: ['sara'] });
    expect([status, body['code']]).toEqual([422, 'staff-only-field']);
  });
});

describe('The routes by which staff read about a complaint', () => {
  it('are all known here', () => {
    expect(staffReads.length).toBeGreaterThan(15);
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
