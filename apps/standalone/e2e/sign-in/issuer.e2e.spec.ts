import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, eventually, RunningRedress, ScratchFolder } from '@redress/testing';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Office } from '../office.js';
import { Browser, firstAdministrator, PASSWORD } from './browser.js';
import { CLIENT_ID, CLIENT_SECRET, RealIssuer, type Said, type Tampering } from './real-issuer.js';

const ORIGIN = 'https://complaints.example.org';
const HOUR_SECONDS = 3_600;
const codeOf = ({ status, body }: Answer) => [status, body['code']];
const hannah: Said = { name: 'Hannah Handler', roles: ['handler', 'of something else'], teams: ['Cards'] };

/** Where a browser is led to, with the cookies that it is given. */
async function led(browser: Browser, redress: RunningRedress, path: string): Promise<string> {
  const answer = await fetch(redress.url + path, {
    redirect: 'manual',
    headers: { ...(browser.cookie !== undefined && { cookie: browser.cookie }), 'sec-fetch-site': 'cross-site' },
  });
  browser.keepAll(answer.headers);
  expect(answer.status).toBe(302);
  return answer.headers.get('location') ?? '';
}

describe('Signing in at an issuer', () => {
  const folder = new ScratchFolder();
  let issuer: RealIssuer;
  let redress: RunningRedress;
  let env: Readonly<Record<string, string>>;
  const codes: string[] = [];

  beforeAll(async () => {
    issuer = await RealIssuer.start(ORIGIN);
    const secret = join(folder.path, 'client-secret');
    await writeFile(secret, `${CLIENT_SECRET}\n`);
    env = {
      REDRESS_PUBLIC_URL: `${ORIGIN}/track`,
      REDRESS_OIDC_ISSUER: issuer.url,
      REDRESS_OIDC_CLIENT_ID: CLIENT_ID,
      REDRESS_OIDC_CLIENT_SECRET_FILE: secret,
      REDRESS_OIDC_SCOPES: 'openid profile redress',
      REDRESS_TRUSTED_PROXIES: '127.0.0.0/8',
      REDRESS_LOG_LEVEL: 'trace',
    };
    redress = await RunningRedress.start({ env });
  });
  afterEach(() => {
    issuer.tampering = {};
  });
  afterAll(async () => {
    await redress[Symbol.asyncDispose]();
    await issuer.stop();
    folder.remove();
  });

  /** Signs somebody in, and returns where they are led in the end. */
  async function signIn(subject: string, browser = new Browser(redress), place = '/work'): Promise<string> {
    const address = await led(browser, redress, `/api/session/issuer?place=${encodeURIComponent(place)}`);
    const back = await issuer.signIn(address, subject);
    expect(`${back.origin}${back.pathname}`).toBe(`${ORIGIN}/api/session/issuer/callback`);
    codes.push(back.searchParams.get('code') ?? '');
    return led(browser, redress, back.pathname + back.search);
  }

  it('opens an account with the name, the roles that are known and the teams that the issuer gives', async () => {
    issuer.people.set('hannah-1', hannah);
    const browser = new Browser(redress);
    expect(await signIn('hannah-1', browser, '/cases?open=true')).toBe('/cases?open=true');
    expect(browser.cookie).toMatch(/^__Host-redress-session=[\w.-]+$/);
    expect((await browser.get('/api/session')).body).toEqual({
      person: expect.stringMatching(/^[0-9a-hjkmnp-tv-z]{12}$/),
      name: 'Hannah Handler',
      roles: ['handler'],
      teams: ['Cards'],
      by: 'issuer',
      expiresAt: expect.any(String),
    });
    expect((await browser.get('/api/cases')).status).toBe(200);
    expect((await browser.get('/api/accounts')).status).toBe(403);
  });

  it('is the same person the next time, with the roles and the name of then', async () => {
    issuer.people.set('nina-1', { name: 'Nina', roles: ['handler'] });
    const [first, second] = [new Browser(redress), new Browser(redress)];
    await signIn('nina-1', first);
    issuer.people.set('nina-1', { name: 'Nina N.', roles: ['supervisor'] });
    await signIn('nina-1', second);
    const [before, now] = [(await first.get('/api/session')).body, (await second.get('/api/session')).body];
    expect(now).toMatchObject({ person: before['person'], name: 'Nina N.', roles: ['supervisor'] });
    expect(before['roles']).toEqual(['supervisor']);
  });

  it('tells people apart to the letter', async () => {
    issuer.people.set('Case-1', hannah);
    issuer.people.set('case-1', hannah);
    expect(await signIn('Case-1')).toBe('/work');
    expect(await signIn('case-1')).toBe('/sign-in?failed=taken');
    expect(await signIn('Case-1')).toBe('/work');
  });

  it.each<[what: string, tampering: Tampering]>([
    ['for another audience', { claims: (claims) => ({ ...claims, aud: 'another' }) }],
    ['of another issuer', { claims: (claims) => ({ ...claims, iss: 'https://id.example.org' }) }],
    ['with another nonce', { claims: (claims) => ({ ...claims, nonce: 'another' }) }],
    ['without a nonce', { claims: ({ nonce: _, ...claims }) => claims }],
    ['that has expired', { claims: (claims) => ({ ...claims, exp: Number(claims.iat) - HOUR_SECONDS }) }],
    ['that another signed', { hasForeignKey: true }],
  ])('is refused with a token %s', async (_what, tampering) => {
    issuer.people.set('hannah-1', hannah);
    issuer.tampering = tampering;
    const browser = new Browser(redress);
    expect(await signIn('hannah-1', browser)).toBe('/sign-in?failed=refused');
    expect(browser.cookie).toBeUndefined();
  });

  it('tolerates a clock that is a little behind', async () => {
    issuer.people.set('hannah-1', hannah);
    issuer.tampering = { claims: (claims) => ({ ...claims, exp: Math.floor(Date.now() / 1_000) - 20 }) };
    expect(await signIn('hannah-1')).toBe('/work');
  });

  it.each<[what: string, said: Said]>([
    ['no role', { name: 'Olaf' }],
    ['roles that nobody knows here', { name: 'Olaf', roles: ['root', 'ADMIN'] }],
    ['roles that are no texts', { name: 'Olaf', roles: [{ handler: true }] }],
  ])('is refused to whom the issuer gives %s, and opens no account', async (_what, said) => {
    issuer.people.set('olaf-1', said);
    expect(await signIn('olaf-1')).toBe('/sign-in?failed=no-role');
    issuer.people.set('ada-1', { roles: ['admin'] });
    const admin = new Browser(redress);
    await signIn('ada-1', admin);
    const { items } = (await admin.get('/api/accounts?limit=200')).body as { items: Record<string, unknown>[] };
    expect(items.map(({ username }) => username)).not.toContain('olaf-1');
  });

  it('is refused to whose account is closed, and ends with it', async () => {
    issuer.people.set('dora-1', hannah);
    issuer.people.set('ada-1', { roles: ['admin'] });
    const [dora, admin] = [new Browser(redress), new Browser(redress)];
    await signIn('dora-1', dora);
    await signIn('ada-1', admin);
    expect((await admin.post('/api/accounts/dora-1/disable')).status).toBe(200);
    expect((await dora.get('/api/cases')).status).toBe(401);
    expect(await signIn('dora-1')).toBe('/sign-in?failed=disabled');
  });

  it('is refused to a browser that was not sent, and for the answer to another question', async () => {
    issuer.people.set('hannah-1', hannah);
    const [asked, other] = [new Browser(redress), new Browser(redress)];
    const back = await issuer.signIn(await led(asked, redress, '/api/session/issuer'), 'hannah-1');
    const path = back.pathname + back.search;
    expect(await led(new Browser(redress), redress, path)).toBe('/sign-in?failed=refused');
    await led(other, redress, '/api/session/issuer');
    expect(await led(other, redress, path)).toBe('/sign-in?failed=refused');
    expect(await led(asked, redress, path)).toBe('/sign-in');
    expect(await led(asked, redress, path)).toBe('/sign-in?failed=refused');
  });

  it('is refused when the person says no at the issuer', async () => {
    const browser = new Browser(redress);
    const asked = new URL(await led(browser, redress, '/api/session/issuer'));
    const said = new URLSearchParams({
      error: 'access_denied',
      state: asked.searchParams.get('state') ?? '',
      iss: issuer.url,
    });
    expect(await led(browser, redress, `/api/session/issuer/callback?${said.toString()}`)).toBe(
      '/sign-in?failed=refused',
    );
  });

  it.each([
    '//evil.example.org',
    `${ORIGIN}//evil.example.org`,
    'https://evil.example.org/work',
    '/\\evil.example.org',
    'javascript:alert(1)',
  ])('leads nobody to another site: %s', async (place) => {
    issuer.people.set('hannah-1', hannah);
    expect(await signIn('hannah-1', new Browser(redress), place)).toBe('/sign-in');
  });

  it('asks with PKCE, a state and a nonce, for the scopes of the settings', async () => {
    const address = new URL(await led(new Browser(redress), redress, '/api/session/issuer'));
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      client_id: CLIENT_ID,
      response_type: 'code',
      scope: 'openid profile redress',
      code_challenge_method: 'S256',
      redirect_uri: `${ORIGIN}/api/session/issuer/callback`,
      state: expect.stringMatching(/^.{40,}$/),
      nonce: expect.stringMatching(/^.{40,}$/),
    });
  });

  it('leaves bearer tokens and local passwords as they are, and says how to sign out there', async () => {
    const office = await Office.open(redress, { hana: ['Cards'] });
    expect((await office.get('hana', '/api/cases')).status).toBe(200);
    const { body } = await new Browser(redress).get('/api/session/ways');
    expect(body).toMatchObject({ password: true, passkey: true, issuer: { isReachable: true } });
    const signOut = new URL((body['issuer'] as { signOut: string }).signOut);
    expect([signOut.origin, Object.fromEntries(signOut.searchParams)]).toEqual([
      issuer.url,
      { client_id: CLIENT_ID, post_logout_redirect_uri: `${ORIGIN}/sign-in` },
    ]);
  });

  it('leaves nothing secret, and nobody’s subject or name, in the log', async () => {
    issuer.people.set('marked-subject', { name: 'Marked Name', roles: ['handler'] });
    await signIn('marked-subject');
    issuer.tampering = { claims: (claims) => ({ ...claims, aud: 'another' }) };
    await signIn('marked-subject');
    expect(redress.output).toContain('"issuerSignIn":"refused"');
    expect(codes).toContainEqual(expect.stringMatching(/./));
    const secrets = ['marked-subject', 'Marked Name', CLIENT_SECRET, ...codes.filter((code) => code !== '')];
    expect(secrets.filter((secret) => redress.output.includes(secret))).toEqual([]);
  });

  it('is refused for a while to a client that fails too often, and to no other', async () => {
    const from = (client: string) =>
      fetch(`${redress.url}/api/session/issuer/callback?code=x&state=y`, {
        redirect: 'manual',
        headers: { 'x-forwarded-for': client },
      });
    for (let n = 0; n < 100; n += 1) expect((await from('192.0.2.9')).status).toBe(302);
    const limited = await from('192.0.2.9');
    expect([limited.status, Number(limited.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
    expect((await from('192.0.2.10')).status).toBe(302);
  });

  describe('with an account of before', () => {
    it('is to the account whose username is the subject, with its password', async () => {
      await using own = await RunningRedress.start({ env });
      const admin = await firstAdministrator(own);
      const { body } = await admin.post('/api/accounts', { username: 'ines-1', name: 'Ines', roles: ['handler'] });
      issuer.people.set('ines-1', { name: 'Ines I.', roles: ['supervisor'] });
      const browser = new Browser(own);
      const back = await issuer.signIn(await led(browser, own, '/api/session/issuer'), 'ines-1');
      await led(browser, own, back.pathname + back.search);
      const session = (await browser.get('/api/session')).body;
      expect(session).toMatchObject({ person: body['person'], name: 'Ines I.', roles: ['supervisor'] });
    });
  });

  describe('alone', () => {
    it('leaves no password, passkey, link or invitation, and keeps the accounts', async () => {
      const keys = { keys: [{ kty: 'oct', kid: 'k', k: Buffer.alloc(32, 7).toString('base64url') }] };
      const alone = { ...env, REDRESS_LOCAL_SIGN_IN: 'off', REDRESS_JWKS: JSON.stringify(keys) };
      await using own = await RunningRedress.start({ env: { ...alone, REDRESS_OIDC_ROLES: 'complaint-leads=admin' } });
      issuer.people.set('ada-1', { roles: ['complaint-leads', 'handler'] });
      const browser = new Browser(own);
      expect((await browser.get('/api/session/ways')).body).toMatchObject({ password: false, passkey: false });
      const off = [409, 'local-sign-in-off'];
      expect(codeOf(await browser.signIn('adam'))).toEqual(off);
      expect(codeOf(await browser.post('/api/session/link', { link: 'first.x.y', password: PASSWORD }))).toEqual(off);
      expect(codeOf(await browser.post('/api/session/passkey/options'))).toEqual(off);
      const back = await issuer.signIn(await led(browser, own, '/api/session/issuer'), 'ada-1');
      await led(browser, own, back.pathname + back.search);
      expect((await browser.get('/api/session')).body['roles']).toEqual(['admin']);
      expect((await browser.get('/api/accounts')).status).toBe(200);
      const invitation = { username: 'x', name: 'X', roles: ['handler'] };
      expect(codeOf(await browser.post('/api/accounts', invitation))).toEqual(off);
      expect(own.output).not.toContain('sign-in#');
    });
  });

  describe('that is away', () => {
    it('lets the server start, which says so, and works once it is back', async () => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      await using own = await RunningRedress.start({ env: { ...env, REDRESS_OIDC_ISSUER: url } });
      const browser = new Browser(own);
      expect((await browser.get('/api/session/ways')).body['issuer']).toEqual({ isReachable: false });
      expect(await led(browser, own, '/api/session/issuer')).toBe('/sign-in?failed=unreachable');
      expect((await browser.get('/health/ready')).status).toBe(200);
      const late = await RealIssuer.start(ORIGIN, port);
      try {
        await eventually(
          () => browser.get('/api/session/ways'),
          ({ body }) => (body['issuer'] as { isReachable: boolean }).isReachable,
        );
        late.people.set('hannah-1', hannah);
        const back = await late.signIn(await led(browser, own, '/api/session/issuer'), 'hannah-1');
        expect(await led(browser, own, back.pathname + back.search)).toBe('/sign-in');
        expect((await browser.get('/api/session')).body).toMatchObject({ name: 'Hannah Handler' });
      } finally {
        await late.stop();
      }
    });
  });
});

describe('Without an issuer', () => {
  it('there is nowhere to go', async () => {
    await using redress = await RunningRedress.start();
    expect(codeOf(await new Browser(redress).get('/api/session/issuer'))).toEqual([404, 'no-issuer']);
    expect(codeOf(await new Browser(redress).get('/api/session/issuer/callback?code=x'))).toEqual([404, 'no-issuer']);
  });
});

/** A port on which nothing listens, most likely for as long as a spec runs. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
