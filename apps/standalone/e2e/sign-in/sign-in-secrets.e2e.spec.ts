import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, printedLink, RunningRedress } from '@redress/testing';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readStoredData, type StoredData } from '../stored-data.js';
import { Browser, firstAdministrator, invited, PASSWORD } from './browser.js';

const NEXT_PASSWORD = 'another-marked-password';
const WRONG_PASSWORD = 'wrong-marked-password';
const [USERNAME, NAME, OTHER_NAME, UNKNOWN] = ['marked-user', 'Marked Name', 'Marked Other Name', 'marked-stranger'];

describe('Accounts and sessions, logged in full', () => {
  const secrets = new Map<string, string>([
    ['password', PASSWORD],
    ['next password', NEXT_PASSWORD],
    ['wrong password', WRONG_PASSWORD],
    ['username', USERNAME],
    ['name', NAME],
    ['other name', OTHER_NAME],
    ['unknown username', UNKNOWN],
  ]);
  const problems: string[] = [];
  let redress: RunningRedress;
  let output: string;
  let metrics: string;
  let stored: StoredData;

  beforeAll(async () => {
    redress = await RunningRedress.start({ env: { REDRESS_LOG_LEVEL: 'trace' } });
    const admin = await firstAdministrator(redress);
    const browser = await liveWith(admin);
    for (const [what, { cookie = '' }] of [
      ['cookie of the administrator', admin],
      ['cookie of the person', browser],
    ] as const) {
      secrets.set(what, cookie.split('=')[1] ?? '');
      secrets.set(`secret of the ${what}`, secretIn(cookie));
    }
    metrics = await (await fetch(`${redress.url}/metrics`)).text();
    await redress.settled();
    expect(await redress.stop()).toBe(0);
    output = redress.output;
    stored = await readStoredData(redress.data);
  }, 60_000);
  afterAll(() => redress[Symbol.asyncDispose]());

  /** Does everything that can be done with an account, rightly and wrongly. */
  async function liveWith(admin: Browser): Promise<Browser> {
    const browser = await invited(redress, admin, { username: USERNAME, name: NAME, roles: ['handler'] });
    const change = { current: PASSWORD, new: NEXT_PASSWORD };
    await browser.post('/api/session/password', change);
    const { body } = await admin.post(`/api/accounts/${USERNAME}/issue-link`);
    secrets.set('link', String(body['link']));
    secrets.set('proof of the link', String(body['link']).split('.')[1] ?? '');
    const use = { link: body['link'], password: PASSWORD, name: OTHER_NAME };
    await browser.post('/api/session/link', use);
    await browser.signIn(USERNAME);
    await admin.get('/api/accounts');
    await admin.post(`/api/accounts/${USERNAME}/change-roles`, { roles: ['analyst'] });
    const wrong = new Browser(redress);
    const answers = [
      await wrong.signIn(USERNAME, WRONG_PASSWORD),
      await wrong.signIn(UNKNOWN, WRONG_PASSWORD),
      await wrong.post('/api/session', { username: USERNAME, password: WRONG_PASSWORD, colour: 'red' }),
      await wrong.post('/api/session/link', use),
      await browser.post('/api/session/password', { current: WRONG_PASSWORD, new: NEXT_PASSWORD }),
      await browser.post('/api/session/password', { current: PASSWORD, new: '1' }),
      await admin.post('/api/accounts', { username: USERNAME, name: NAME, roles: ['handler'] }),
      await admin.post('/api/accounts', { username: USERNAME, name: NAME, roles: ['root'] }),
      await admin.post(`/api/accounts/${UNKNOWN}/disable`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 422, 404, 422, 422, 409, 422, 404]);
    problems.push(...answers.map(({ body: problem }) => JSON.stringify(problem)));
    return browser;
  }

  /** What of the secrets is in a text or in bytes. */
  const foundIn = (content: string | Buffer): readonly string[] =>
    [...secrets].filter(([, secret]) => content.includes(secret)).map(([what]) => what);

  it('leave nothing secret and nobody’s name in an answer that refuses', () => {
    expect(problems.flatMap(foundIn)).toEqual([]);
  });

  it('leave nothing in the log but what came of each attempt', () => {
    expect(output).toContain('"signIn":"refused"');
    expect(foundIn(output)).toEqual([]);
  });

  it('leave nothing in the metrics', () => {
    expect(metrics).toContain('redress_sign_ins_total');
    expect(foundIn(metrics)).toEqual([]);
  });

  it('leave nothing in any file of the data folder', async () => {
    const entries = await readdir(redress.data, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    expect(files.length).toBeGreaterThan(2);
    const found = await Promise.all(
      files.map(async (file) =>
        foundIn(await readFile(file)).map((what) => `${relative(redress.data, file)}: ${what}`),
      ),
    );
    expect(found.flat()).toEqual([]);
  });

  it('are events that open with the keys, in chains that verify', () => {
    const opened = JSON.stringify(stored.opened.map(({ type, data }) => ({ type, data })));
    expect(foundIn(opened).toSorted()).toEqual(['name', 'other name', 'username']);
    expect([stored.chainFaults, stored.viewFaults, stored.viewsBehind]).toEqual([[], [], []]);
    const types = new Set(stored.recorded.map(({ type }) => type));
    expect([...types].sort()).toEqual([
      'AccountLinkIssued',
      'AccountListed',
      'AccountOpened',
      'AccountPasswordSet',
      'AccountRenamed',
      'AccountRolesChanged',
      'SessionStarted',
    ]);
  });
});

/** The secret in the token that a cookie holds. */
function secretIn(cookie: string): string {
  const [, payload = ''] = cookie.split('.');
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { readonly jti: string }).jti;
}

describe('A server that is started', () => {
  it('prints the link to whoever started it, and logs nothing of it', async () => {
    await using redress = await RunningRedress.start({ env: { REDRESS_LOG_LEVEL: 'trace' } });
    const link = await printedLink(redress);
    const lines = await eventually(
      () => Promise.resolve(redress.output.split('\n')),
      (all) => all.some((line) => line.includes(link)),
    );
    expect(lines.filter((line) => line.startsWith('{') && line.includes(link))).toEqual([]);
    expect(lines.filter((line) => line.includes(link))).toHaveLength(1);
  });
});
