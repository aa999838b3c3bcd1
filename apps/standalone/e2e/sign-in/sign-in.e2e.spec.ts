import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, call, printedLink, RunningRedress } from '@redress/testing';
import { randomUUID } from 'node:crypto';
import { Office } from '../office.js';
import { Browser, firstAdministrator, invited, PASSWORD } from './browser.js';

let redress: RunningRedress;
let admin: Browser;
let link: string;
beforeAll(async () => {
  redress = await RunningRedress.start({ env: { REDRESS_TRUSTED_PROXIES: '127.0.0.0/8' } });
  link = await printedLink(redress);
  admin = await firstAdministrator(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

const codeOf = ({ status, body }: Answer) => [status, body['code']];
const REFUSED = [401, 'sign-in-refused'];
const NOBODY = [401, 'unauthenticated'];
const LINK_REFUSED = [404, 'link-refused'];

describe('The link of the first administrator', () => {
  it('is printed with the address of the server, behind a # that browsers do not send', () => {
    expect(redress.output).toContain(`within 24 hours: ${redress.url}/sign-in#${link}\n`);
  });

  it('made one administrator, who is signed in, and works no more', async () => {
    expect((await admin.get('/api/session')).body).toEqual({
      person: expect.stringMatching(/^[0-9a-hjkmnp-tv-z]{12}$/),
      name: 'adam',
      roles: ['admin'],
      by: 'link',
      expiresAt: expect.stringMatching(/Z$/),
    });
    const again = { link, username: 'eve', password: PASSWORD };
    expect(codeOf(await new Browser(redress).post('/api/session/link', again))).toEqual(LINK_REFUSED);
  });
});

describe('Signing in', () => {
  it('answers with who is there, and a cookie that scripts cannot read', async () => {
    const answer = await new Browser(redress).signIn('adam');
    expect([answer.status, Object.keys(answer.body).sort()]).toEqual([
      201,
      ['by', 'expiresAt', 'name', 'person', 'roles'],
    ]);
    expect(answer.headers.get('set-cookie')).toMatch(/^redress-session=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(answer.body).toMatchObject({ name: 'adam', roles: ['admin'] });
  });

  it('takes the username in any spelling that nobody can tell apart', async () => {
    expect((await new Browser(redress).signIn(' ADAM ')).status).toBe(201);
  });

  it('does not say whether username or password was wrong', async () => {
    const { body: one } = await new Browser(redress).signIn('adam', 'wrong horse battery');
    const { body: other } = await new Browser(redress).signIn('nobody', PASSWORD);
    const { instance: _, ...said } = one;
    expect(other).toMatchObject(said);
    expect([one['status'], one['code']]).toEqual(REFUSED);
    expect(JSON.stringify([one, other])).not.toMatch(/adam|nobody|horse/);
  });

  it('refuses what is no username or no password by its field', async () => {
    const { status, body } = await new Browser(redress).post('/api/session', {
      username: '',
      password: 'x'.repeat(201),
    });
    expect([status, (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)]).toEqual([
      422,
      ['#/username', '#/password'],
    ]);
  });

  it('is of no use against a token that comes with it', async () => {
    const answer = await admin.send('GET', '/api/session', undefined, { authorization: 'Bearer nonsense' });
    expect(codeOf(answer)).toEqual(NOBODY);
  });

  it('is told apart from a token, whose claims are shown', async () => {
    const office = await Office.open(redress, { hana: ['Cards'] });
    expect((await office.get('hana', '/api/session')).body).toEqual({
      person: 'hana',
      name: 'hana',
      roles: ['handler'],
      teams: ['Cards'],
      expiresAt: expect.stringMatching(/Z$/),
    });
    expect(codeOf(await call('GET', `${redress.url}/api/session`))).toEqual(NOBODY);
  });
});

describe('Signing out', () => {
  it('ends the session on the server: a copied cookie works no more, others do', async () => {
    const [browser, thief, other] = [new Browser(redress), new Browser(redress), new Browser(redress)];
    await browser.signIn('adam');
    await other.signIn('adam');
    thief.cookie = browser.cookie;
    expect((await thief.get('/api/accounts')).status).toBe(200);
    const { status, headers } = await browser.delete('/api/session');
    expect([status, headers.get('set-cookie')]).toEqual([
      204,
      expect.stringMatching(/^redress-session=; .*Max-Age=0$/),
    ]);
    expect(browser.cookie).toBeUndefined();
    expect(codeOf(await thief.get('/api/session'))).toEqual(NOBODY);
    expect(codeOf(await thief.get('/api/accounts'))).toEqual(NOBODY);
    expect((await other.get('/api/session')).status).toBe(200);
  });

  it('leaves a browser free to do what strangers may', async () => {
    const browser = new Browser(redress);
    await browser.signIn('adam');
    const old = browser.cookie;
    await browser.delete('/api/session');
    browser.cookie = old;
    expect((await browser.post('/api/complaints', { description: 'Charged twice.' })).status).toBe(201);
  });
});

describe('An invitation', () => {
  it('is answered with a link that sets a password, once', async () => {
    const invitation = { username: 'ines', name: 'Ines', roles: ['handler'], teams: ['Cards'], language: 'fa' };
    const { status, body, headers } = await admin.post('/api/accounts', invitation);
    expect([status, body]).toEqual([
      201,
      {
        person: expect.stringMatching(/^[0-9a-hjkmnp-tv-z]{12}$/),
        revision: 1,
        events: ['AccountOpened', 'AccountLinkIssued'],
        link: expect.stringContaining(`${String(body['person'])}.`),
        expiresAt: expect.stringMatching(/Z$/),
      },
    ]);
    expect(headers.get('etag')).toBe('"1"');
    expect(codeOf(await new Browser(redress).signIn('ines'))).toEqual(REFUSED);
    const browser = new Browser(redress);
    const use = { link: body['link'], password: PASSWORD, name: 'Inês' };
    const used = await browser.post('/api/session/link', use);
    expect([used.status, used.body]).toEqual([
      201,
      {
        person: body['person'],
        name: 'Inês',
        roles: ['handler'],
        teams: ['Cards'],
        language: 'fa',
        by: 'link',
        expiresAt: expect.stringMatching(/Z$/),
      },
    ]);
    expect((await browser.get('/api/cases')).status).toBe(200);
    expect(codeOf(await new Browser(redress).post('/api/session/link', use))).toEqual(LINK_REFUSED);
    expect((await new Browser(redress).signIn('ines')).status).toBe(201);
  });

  it('that is repeated with its key is answered with the same link, until that was used', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const invitation = { username: 'ivan', name: 'Ivan', roles: ['analyst'] };
    const first = await admin.post('/api/accounts', invitation, key);
    const again = await admin.post('/api/accounts', invitation, key);
    expect([again.status, again.headers.get('idempotency-replayed'), again.body]).toEqual([201, 'true', first.body]);
    expect(codeOf(await admin.post('/api/accounts', { ...invitation, name: 'I.' }, key))).toEqual([
      422,
      'idempotency-key-reused',
    ]);
    await new Browser(redress).post('/api/session/link', { link: first.body['link'], password: PASSWORD });
    const late = await admin.post('/api/accounts', invitation, key);
    expect([late.status, late.body['link']]).toEqual([201, undefined]);
  });

  it('is refused for a username that is taken, in any spelling', async () => {
    expect(codeOf(await admin.post('/api/accounts', { username: 'Adam', name: 'A', roles: ['admin'] }))).toEqual([
      409,
      'username-taken',
    ]);
  });

  it.each([
    [{ roles: [] }, '#/roles'],
    [{ roles: ['root'] }, '#/roles'],
    [{ roles: 'admin' }, '#/roles'],
    [{ roles: ['admin', 'admin'] }, '#/roles'],
    [{ teams: [''] }, '#/teams'],
    [{ username: 'h\u0430na' }, '#/username'],
    [{ language: 'de' }, '#/language'],
    [{ password: PASSWORD }, '#/password'],
  ])('is refused with %j, by its field', async (change, pointer) => {
    const { status, body } = await admin.post('/api/accounts', {
      username: 'x',
      name: 'X',
      roles: ['admin'],
      ...change,
    });
    expect([status, (body['errors'] as { pointer: string }[])[0]?.pointer]).toEqual([422, pointer]);
  });

  it('is for administrators alone', async () => {
    const handler = await invited(redress, admin, { username: 'hugo', roles: ['handler'] });
    expect(codeOf(await handler.get('/api/accounts'))).toEqual([403, 'forbidden']);
    expect(codeOf(await handler.post('/api/accounts', { username: 'x', name: 'X', roles: ['admin'] }))).toEqual([
      403,
      'forbidden',
    ]);
  });
});

describe('An account', () => {
  it('that is given other roles has them with the next request', async () => {
    const browser = await invited(redress, admin, { username: 'rosa', roles: ['handler'] });
    expect([(await browser.get('/api/cases')).status, (await browser.get('/api/accounts')).status]).toEqual([200, 403]);
    const changed = await admin.post('/api/accounts/rosa/change-roles', { roles: ['admin'] });
    expect([changed.status, changed.body['events']]).toEqual([200, ['AccountRolesChanged']]);
    expect([(await browser.get('/api/cases')).status, (await browser.get('/api/accounts')).status]).toEqual([403, 200]);
    expect((await browser.get('/api/session')).body['roles']).toEqual(['admin']);
    expect((await admin.post('/api/accounts/rosa/change-roles', { roles: ['admin'] })).body['events']).toEqual([]);
  });

  it('that is disabled loses its sessions with the next request, and its link and password until it is enabled', async () => {
    const browser = await invited(redress, admin, { username: 'dora', roles: ['handler'] });
    const { body } = await admin.post('/api/accounts/dora/issue-link');
    expect((await admin.post('/api/accounts/dora/disable')).status).toBe(200);
    expect(codeOf(await browser.get('/api/cases'))).toEqual(NOBODY);
    expect(codeOf(await new Browser(redress).signIn('dora'))).toEqual(REFUSED);
    const use = { link: body['link'], password: PASSWORD };
    expect(codeOf(await new Browser(redress).post('/api/session/link', use))).toEqual(LINK_REFUSED);
    expect(codeOf(await admin.post('/api/accounts/dora/issue-link'))).toEqual([409, 'account-disabled']);
    expect((await admin.post('/api/accounts/dora/enable')).status).toBe(200);
    expect(codeOf(await browser.get('/api/cases'))).toEqual(NOBODY);
    expect((await new Browser(redress).signIn('dora')).status).toBe(201);
  });

  it('gets a new password with a link, which ends its sessions, and not with an older link', async () => {
    const browser = await invited(redress, admin, { username: 'lena', roles: ['handler'] });
    const [older, newer] = [
      await admin.post('/api/accounts/lena/issue-link'),
      await admin.post('/api/accounts/lena/issue-link'),
    ];
    const use = (answer: Answer, password: string) =>
      new Browser(redress).post('/api/session/link', { link: answer.body['link'], password });
    expect(codeOf(await use(older, 'another horse battery'))).toEqual(LINK_REFUSED);
    expect((await browser.get('/api/session')).status).toBe(200);
    expect((await use(newer, 'another horse battery')).status).toBe(201);
    expect(codeOf(await browser.get('/api/session'))).toEqual(NOBODY);
    expect(codeOf(await new Browser(redress).signIn('lena'))).toEqual(REFUSED);
    expect((await new Browser(redress).signIn('lena', 'another horse battery')).status).toBe(201);
  });

  it('changes its password with the present one, which ends its other sessions', async () => {
    const browser = await invited(redress, admin, { username: 'paul', roles: ['handler'] });
    const other = new Browser(redress);
    await other.signIn('paul');
    const change = (current: string, next: string) => browser.post('/api/session/password', { current, new: next });
    expect(codeOf(await change('wrong horse battery', 'another horse battery'))).toEqual([
      422,
      'current-password-refused',
    ]);
    expect((await change(PASSWORD, 'short')).body['errors']).toMatchObject([{ pointer: '#/new', code: 'too-short' }]);
    const changed = await change(PASSWORD, 'another horse battery');
    expect([changed.status, changed.body['events']]).toEqual([200, ['AccountPasswordSet']]);
    expect((await browser.get('/api/session')).status).toBe(200);
    expect(codeOf(await other.get('/api/session'))).toEqual(NOBODY);
    expect(codeOf(await new Browser(redress).signIn('paul'))).toEqual(REFUSED);
    expect((await new Browser(redress).signIn('paul', 'another horse battery')).status).toBe(201);
  });

  it('that does not exist is unknown to every command', async () => {
    for (const command of ['disable', 'enable', 'issue-link']) {
      expect(codeOf(await admin.post(`/api/accounts/nobody/${command}`))).toEqual([404, 'account-unknown']);
    }
    const body = { roles: ['admin'] };
    expect(codeOf(await admin.post('/api/accounts/nobody/change-roles', body))).toEqual([404, 'account-unknown']);
    const office = await Office.open(redress);
    const change = { current: PASSWORD, new: PASSWORD };
    expect(codeOf(await office.post('hana', '/api/session/password', change))).toEqual([404, 'account-unknown']);
  });

  it('is changed only at the revision of If-Match', async () => {
    await invited(redress, admin, { username: 'mila', roles: ['handler'] });
    const disable = (revision: number) => admin.post('/api/accounts/mila/disable', {}, { 'if-match': `"${revision}"` });
    expect(codeOf(await disable(0))).toEqual([412, 'revision-mismatch']);
    expect((await disable(3)).status).toBe(200);
  });

  it('is known to every colleague by its name, and by nothing else', async () => {
    const handler = await invited(redress, admin, { username: 'noel', roles: ['handler'] });
    const { person } = (await handler.get('/api/session')).body;
    const { body } = await handler.get('/api/accounts/names?limit=200');
    const items = body['items'] as Record<string, unknown>[];
    expect(items).toContainEqual({ person, name: 'noel', standing: 'active' });
    expect(new Set(items.flatMap((item) => Object.keys(item)))).toEqual(new Set(['person', 'name', 'standing']));
    expect((await handler.get('/api/accounts/names?limit=1')).body).toEqual({ items: [items[0]], next: '1' });
  });

  it('is listed with its standing, page by page, and is named by username or person', async () => {
    await admin.post('/api/accounts', { username: 'olga', name: 'Olga', roles: ['intake-agent'], language: 'en' });
    const listed: Record<string, unknown>[] = [];
    for (let query: string | undefined = 'limit=3'; query !== undefined;) {
      const { body } = await admin.get(`/api/accounts?${query}`);
      const { items, next } = body as { items: Record<string, unknown>[]; next: string | null };
      expect(items.length).toBeLessThanOrEqual(3);
      listed.push(...items);
      query = next === null ? undefined : `limit=3&cursor=${next}`;
    }
    expect(listed[0]).toMatchObject({ username: 'adam', standing: 'active' });
    const olga = listed.at(-1);
    expect(olga).toEqual({
      person: expect.any(String),
      username: 'olga',
      name: 'Olga',
      roles: ['intake-agent'],
      language: 'en',
      standing: 'invited',
      revision: 1,
    });
    expect((await admin.post(`/api/accounts/${String(olga?.['person'])}/disable`)).status).toBe(200);
    const { body } = await admin.get('/api/accounts?limit=200');
    expect((body['items'] as Record<string, unknown>[]).at(-1)).toMatchObject({
      username: 'olga',
      standing: 'disabled',
    });
    expect(codeOf(await admin.get('/api/accounts?cursor=x'))).toEqual([400, 'invalid-cursor']);
  });
});

describe('The last administrator', () => {
  it('can be neither disabled nor given other roles', async () => {
    await using alone = await RunningRedress.start();
    const adam = await firstAdministrator(alone);
    const refused = [409, 'last-administrator'];
    expect(codeOf(await adam.post('/api/accounts/adam/disable'))).toEqual(refused);
    expect(codeOf(await adam.post('/api/accounts/adam/change-roles', { roles: ['handler'] }))).toEqual(refused);
    expect((await adam.post('/api/accounts/adam/change-roles', { roles: ['handler', 'admin'] })).status).toBe(200);
    const other = await invited(alone, adam, { username: 'ada', roles: ['admin'] });
    expect((await other.post('/api/accounts/adam/disable')).status).toBe(200);
    expect(codeOf(await adam.get('/api/session'))).toEqual(NOBODY);
  });
});

describe('Too many attempts', () => {
  const from = (client: string) => ({ 'x-forwarded-for': client });

  it('on one account of one client are refused for a while, also with the right password, and others are not', async () => {
    await invited(redress, admin, { username: 'nora', roles: ['handler'] });
    const tries = (client: string, password?: string, username = 'nora') =>
      new Browser(redress).signIn(username, password, from(client));
    for (let n = 0; n < 5; n += 1) expect(codeOf(await tries('192.0.2.1', 'wrong horse battery'))).toEqual(REFUSED);
    const limited = await tries('192.0.2.1');
    expect(codeOf(limited)).toEqual([429, 'rate-limited']);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(limited.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect((await tries('192.0.2.2')).status).toBe(201);
    expect((await tries('192.0.2.1', PASSWORD, 'adam')).status).toBe(201);
  });

  it('are counted alike for an account that does not exist', async () => {
    const tries = () => new Browser(redress).signIn('nobody-at-all', PASSWORD, from('192.0.2.3'));
    for (let n = 0; n < 5; n += 1) expect(codeOf(await tries())).toEqual(REFUSED);
    expect(codeOf(await tries())).toEqual([429, 'rate-limited']);
  });

  it('do not keep anybody from signing in rightly as often as they like, or from using a link', async () => {
    await invited(redress, admin, { username: 'vera', roles: ['handler'] });
    const headers = from('192.0.2.4');
    for (let n = 0; n < 7; n += 1)
      expect((await new Browser(redress).signIn('vera', PASSWORD, headers)).status).toBe(201);
    for (let n = 0; n < 6; n += 1) await new Browser(redress).signIn('vera', 'wrong horse battery', headers);
    expect(codeOf(await new Browser(redress).signIn('vera', PASSWORD, headers))).toEqual([429, 'rate-limited']);
    const { body } = await admin.post('/api/accounts/vera/issue-link');
    const use = { link: body['link'], password: PASSWORD };
    expect((await new Browser(redress).post('/api/session/link', use, headers)).status).toBe(201);
  });

  it('show in the metrics, by what came of them', async () => {
    const metrics = await (await fetch(`${redress.url}/metrics`)).text();
    for (const outcome of ['signed-in', 'refused', 'limited', 'link-used', 'link-refused', 'password-changed']) {
      expect(metrics).toMatch(new RegExp(`redress_sign_ins_total\\{outcome="${outcome}"\\} [1-9]`));
    }
    expect(metrics).toMatch(/redress_limits_refused_total\{limit="sign-ins-in-a-minute"\} [1-9]/);
  });
});
