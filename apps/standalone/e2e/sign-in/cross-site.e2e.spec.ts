import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, call, RunningRedress } from '@redress/testing';
import { Office } from '../office.js';
import { Browser, firstAdministrator, PASSWORD } from './browser.js';

let redress: RunningRedress;
let admin: Browser;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start();
  admin = await firstAdministrator(redress);
  office = await Office.open(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

const SITES = ['same-origin', 'same-site', 'cross-site', 'none', undefined] as const;
const ORIGINS = ['own', 'other', 'null', undefined] as const;

type Site = (typeof SITES)[number];
type Origin = (typeof ORIGINS)[number];

/** Every combination of what browsers say, and whether it shows that one of our pages made the request. */
const combinations = SITES.flatMap((site) =>
  ORIGINS.map((origin) => [site, origin, site === undefined ? origin === 'own' : site === 'same-origin'] as const),
);

/** Of those that are refused, whether the browser says that another site made the request, in place of nothing. */
const isSaid = (site: Site, origin: Origin): boolean => site !== undefined || origin !== undefined;

function send(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  { site, origin, cookie, body }: { site: Site; origin: Origin; cookie: string | undefined; body?: object },
): Promise<Answer> {
  const origins = { own: redress.url, other: 'https://example.org', null: 'null' };
  return call(method, redress.url + path, {
    ...(body && { body }),
    headers: {
      ...(cookie !== undefined && { cookie }),
      ...(site !== undefined && { 'sec-fetch-site': site }),
      ...(origin !== undefined && { origin: origins[origin] }),
    },
  });
}

const REFUSED = [403, 'cross-site-request'];

describe.each(combinations)('A request with Sec-Fetch-Site %s and Origin %s', (site, origin, isOwn) => {
  it('reads with the cookie, since pages of others cannot see the answer', async () => {
    const { status } = await send('GET', '/api/accounts', { site, origin, cookie: admin.cookie });
    expect(status).toBe(200);
  });

  it(`${isOwn ? 'changes' : 'does not change'} anything with the cookie`, async () => {
    const body = { username: `u-${String(site)}-${String(origin)}`, name: 'U', roles: ['handler'] };
    const { status, body: answer } = await send('POST', '/api/accounts', { site, origin, cookie: admin.cookie, body });
    if (isOwn) expect(status).toBe(201);
    else expect([status, answer['code']]).toEqual(REFUSED);
  });

  it(`${isOwn ? 'signs' : 'does not sign'} out`, async () => {
    const browser = new Browser(redress);
    await browser.signIn('adam');
    const { cookie } = browser;
    const { status, body } = await send('DELETE', '/api/session', { site, origin, cookie });
    if (isOwn) expect(status).toBe(204);
    else expect([status, body['code']]).toEqual(REFUSED);
    expect((await browser.get('/api/session')).status).toBe(isOwn ? 401 : 200);
  });

  it('changes what a token allows, since browsers send none unasked', async () => {
    const headers = { ...(site !== undefined && { 'sec-fetch-site': site }), cookie: admin.cookie ?? '' };
    const body = { username: `t-${String(site)}-${String(origin)}`, name: 'T', roles: ['handler'] };
    const answer = await call('POST', `${redress.url}/api/accounts`, { body, headers, token: office.tokenFor('adam') });
    expect(answer.status).toBe(201);
  });

  it(`${isOwn || !isSaid(site, origin) ? 'signs' : 'does not sign'} in, so that no page signs a visitor in as somebody else`, async () => {
    const body = { username: 'adam', password: PASSWORD };
    const { status, body: answer } = await send('POST', '/api/session', { site, origin, cookie: undefined, body });
    if (isOwn || !isSaid(site, origin)) expect(status).toBe(201);
    else expect([status, answer['code']]).toEqual(REFUSED);
  });
});
