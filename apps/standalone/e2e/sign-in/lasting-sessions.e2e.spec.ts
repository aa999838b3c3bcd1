import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { printedLink, RunningRedress, ScratchFolder } from '@redress/testing';
import { Browser, firstAdministrator, invited, PASSWORD } from './browser.js';

const MONDAY = { REDRESS_CLOCK: 'start=2026-11-02T09:00:00Z' };
const TUESDAY = { REDRESS_CLOCK: 'start=2026-11-03T08:59:00Z' };
const LATER = { REDRESS_CLOCK: 'start=2026-11-03T09:30:00Z' };

let folder: ScratchFolder;
beforeEach(() => {
  folder = new ScratchFolder();
});
afterEach(() => folder.remove());

const start = (env: Readonly<Record<string, string>> = {}) => RunningRedress.start({ data: folder.path, env });

describe('A restart', () => {
  it('keeps who is signed in, and those who signed out stay out, also after a crash', async () => {
    const first = await start();
    const admin = await firstAdministrator(first);
    const handler = await invited(first, admin, { username: 'hana', roles: ['handler'] });
    const gone = await invited(first, admin, { username: 'gone', roles: ['handler'] });
    const copied = gone.cookie;
    await gone.delete('/api/session');
    await first.kill();

    await using second = await start();
    const again = (cookie: string | undefined): Browser => {
      const browser = new Browser(second);
      browser.cookie = cookie;
      return browser;
    };
    expect((await again(admin.cookie).get('/api/session')).body).toMatchObject({ name: 'adam', roles: ['admin'] });
    expect((await again(handler.cookie).get('/api/cases')).status).toBe(200);
    expect((await again(copied).get('/api/session')).status).toBe(401);
    expect((await new Browser(second).signIn('hana')).status).toBe(201);
    expect(second.output).not.toContain('sign-in#');
  });
});

describe('A link', () => {
  const use = (redress: RunningRedress, link: unknown, more: object = {}) =>
    new Browser(redress).post('/api/session/link', { link, password: PASSWORD, ...more });

  it('of the first administrator works for a day, also after restarts, as long as there is no account', async () => {
    const first = await start(MONDAY);
    const link = await printedLink(first);
    await first.stop();

    const late = await start(LATER);
    expect((await use(late, link, { username: 'adam' })).status).toBe(404);
    await late.stop();

    await using second = await start(TUESDAY);
    expect((await use(second, link, { username: 'adam' })).status).toBe(201);
    expect((await use(second, await printedLink(second), { username: 'eve' })).status).toBe(404);
  });

  it('of the first administrator needs a username, and stays usable when one is missing', async () => {
    await using redress = await start();
    const link = await printedLink(redress);
    const { status, body } = await use(redress, link);
    expect([status, body['errors']]).toMatchObject([422, [{ pointer: '#/username', code: 'missing' }]]);
    expect((await use(redress, link, { username: 'adam', name: 'Adam' })).body).toMatchObject({ name: 'Adam' });
  });

  it('of an invitation works for a day', async () => {
    const first = await start(MONDAY);
    const admin = await firstAdministrator(first);
    const invite = async (username: string) =>
      (await admin.post('/api/accounts', { username, name: username, roles: ['handler'] })).body['link'];
    const [hana, hugo] = [await invite('hana'), await invite('hugo')];
    await first.stop();

    const second = await start(TUESDAY);
    expect((await use(second, hana)).status).toBe(201);
    await second.stop();

    await using late = await start(LATER);
    expect((await use(late, hugo)).body['code']).toBe('link-refused');
  });

  it('of two at once makes one first administrator', async () => {
    await using redress = await start();
    const link = await printedLink(redress);
    const names = ['adam', 'eve', 'abel'];
    const answers = await Promise.all(names.map((username) => use(redress, link, { username })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
    const tried = await Promise.all(names.map((username) => new Browser(redress).signIn(username)));
    expect(tried.map(({ status }) => status)).toEqual(answers.map(({ status }) => (status === 201 ? 201 : 401)));
  });
});

describe('Settings', () => {
  it('of a public address with TLS give the cookie the prefix that browsers keep to this host', async () => {
    await using redress = await start({ REDRESS_PUBLIC_URL: 'https://complaints.example.org/track' });
    const link = await printedLink(redress);
    expect(redress.output).toContain(`https://complaints.example.org/sign-in#${link}`);
    const browser = await firstAdministrator(redress);
    expect(browser.cookie).toMatch(/^__Host-redress-session=/);
    const signedIn = await browser.signIn('adam');
    expect(signedIn.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    const own = { 'sec-fetch-site': 'same-origin' };
    expect((await browser.send('GET', '/api/session', undefined, own)).status).toBe(200);
    browser.cookie = browser.cookie?.replace('__Host-', '');
    expect((await browser.get('/api/session')).status).toBe(401);
  });

  it('that name another issuer leave signing in and accounts to it, and no link is printed', async () => {
    const key = { kty: 'oct', kid: 'k', k: Buffer.alloc(32, 7).toString('base64url') };
    await using redress = await start({ REDRESS_JWKS: JSON.stringify({ keys: [key] }) });
    const browser = new Browser(redress);
    const elsewhere = [409, 'accounts-elsewhere'];
    for (const answer of [
      await browser.signIn('adam'),
      await browser.post('/api/session/link', { link: 'first.x.y', password: PASSWORD }),
    ]) {
      expect([answer.status, answer.body['code']]).toEqual(elsewhere);
      expect(answer.body['detail']).toContain('REDRESS_JWKS');
    }
    expect((await browser.get('/api/accounts')).status).toBe(401);
    expect(redress.output).not.toContain('sign-in#');
  });

  it('of short sessions end them', async () => {
    await using redress = await start({ REDRESS_SESSION_MINUTES: '30', REDRESS_SESSION_IDLE_MINUTES: '2' });
    const browser = await firstAdministrator(redress);
    const { body, headers } = await browser.get('/api/session');
    const leftMs = Date.parse(String(body['expiresAt'])) - Date.parse(headers.get('date') ?? '');
    expect(leftMs).toBeGreaterThan(100_000);
    expect(leftMs).toBeLessThanOrEqual(122_000);
  });
});
