import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Answer, eventually, RunningRedress } from '@redress/testing';
import { readStoredData } from '../stored-data.js';
import { Browser, firstAdministrator, invited, PASSWORD } from './browser.js';
import { type Doings, SoftwareAuthenticator } from './software-authenticator.js';

const ORIGIN = 'https://complaints.example.org';
const codeOf = ({ status, body }: Answer) => [status, body['code']];
const REFUSED = [401, 'passkey-refused'];

let redress: RunningRedress;
let admin: Browser;
let count = 0;
beforeAll(async () => {
  redress = await RunningRedress.start({ env: { REDRESS_PUBLIC_URL: `${ORIGIN}/track` } });
  admin = await firstAdministrator(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

/** Somebody of the staff at their browser, with an authenticator. */
interface Person {
  readonly username: string;
  readonly browser: Browser;
  readonly authenticator: SoftwareAuthenticator;
}

async function somebody(): Promise<Person> {
  count += 1;
  const username = `person-${count}`;
  const browser = await invited(redress, admin, { username, roles: ['handler'] });
  return { username, browser, authenticator: new SoftwareAuthenticator(ORIGIN) };
}

const askForNew = (browser: Browser, current = PASSWORD) => browser.post('/api/session/passkeys/options', { current });

async function add({ browser, authenticator }: Person, name = 'Laptop', doings?: Doings): Promise<Answer> {
  const { body: options } = await askForNew(browser);
  return browser.post('/api/session/passkeys', authenticator.make(options, name, doings));
}

async function withPasskey(): Promise<Person> {
  const person = await somebody();
  expect((await add(person)).status).toBe(201);
  return person;
}

const ask = (browser: Browser) => browser.post('/api/session/passkey/options');

async function signIn({ authenticator }: Person, doings?: Doings, browser = new Browser(redress)): Promise<Answer> {
  const { body: options } = await ask(browser);
  return browser.post('/api/session/passkey', authenticator.show(options, doings));
}

const passkeysOf = async ({ browser }: Person) =>
  (await browser.get('/api/session/passkeys')).body['items'] as readonly Record<string, unknown>[];

describe('The ways to sign in', () => {
  it('are told to everybody', async () => {
    expect((await new Browser(redress).get('/api/session/ways')).body).toEqual({ password: true, passkey: true });
  });

  it('have no passkeys at an address that browsers have none for', async () => {
    await using local = await RunningRedress.start();
    const browser = new Browser(local);
    expect((await browser.get('/api/session/ways')).body).toEqual({ password: true, passkey: false });
    expect(codeOf(await ask(browser))).toEqual([409, 'passkeys-unavailable']);
  });
});

describe('A passkey', () => {
  it('is added after the password was given, and signs its owner in without a username', async () => {
    const person = await somebody();
    const { status, body } = await add(person, 'Laptop');
    expect([status, body['events']]).toEqual([201, ['PasskeyAdded']]);
    expect(await passkeysOf(person)).toEqual([
      { passkey: expect.stringMatching(/^[0-9a-hjkmnp-tv-z]{12}$/), name: 'Laptop', addedAt: expect.any(String) },
    ]);
    const elsewhere = new Browser(redress);
    const signedIn = await signIn(person, {}, elsewhere);
    expect([signedIn.status, signedIn.body['name']]).toEqual([201, person.username]);
    expect((await elsewhere.get('/api/cases')).status).toBe(200);
    expect(await passkeysOf(person)).toMatchObject([{ name: 'Laptop', usedAt: expect.any(String) }]);
  });

  it('is asked for with the user verified and found by the device, for this host', async () => {
    const person = await somebody();
    expect((await ask(person.browser)).body).toMatchObject({
      rpId: 'complaints.example.org',
      userVerification: 'required',
    });
    const { body } = await askForNew(person.browser);
    expect(body).toMatchObject({
      rp: { id: 'complaints.example.org' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
      excludeCredentials: [],
    });
  });

  it('is not asked for without the right password, or by a stranger', async () => {
    const { browser } = await somebody();
    expect(codeOf(await askForNew(browser, 'wrong horse battery'))).toEqual([422, 'current-password-refused']);
    expect(codeOf(await askForNew(new Browser(redress)))).toEqual([401, 'unauthenticated']);
  });

  it('is added once, and the browser is told which there are', async () => {
    const person = await withPasskey();
    const { body } = await askForNew(person.browser);
    expect(body['excludeCredentials']).toMatchObject([{ id: person.authenticator.credential }]);
    expect(codeOf(await add(person))).toEqual([409, 'passkey-exists']);
  });

  it.each<[what: string, doings: Doings]>([
    ['on another site', { origin: 'https://complaints.example.com' }],
    ['at another port', { origin: `${ORIGIN}:8443` }],
    ['for another host', { rpId: 'example.org' }],
    ['without the user verified', { isVerified: false }],
  ])('that was made or shown %s is refused', async (_what, doings) => {
    const person = await somebody();
    expect(codeOf(await add(person, 'Laptop', doings))).toEqual([422, 'passkey-not-made']);
    expect((await add(person)).status).toBe(201);
    expect(codeOf(await signIn(person, doings))).toEqual(REFUSED);
    expect((await signIn(person)).status).toBe(201);
  });

  it('whose counter does not grow is refused, for then there are two', async () => {
    const person = await withPasskey();
    expect((await signIn(person, { counter: 7 })).status).toBe(201);
    expect(codeOf(await signIn(person, { counter: 7 }))).toEqual(REFUSED);
    expect(codeOf(await signIn(person, { counter: 0 }))).toEqual(REFUSED);
    expect((await signIn(person, { counter: 8 })).status).toBe(201);
  });

  it('that was removed opens nothing', async () => {
    const person = await withPasskey();
    const [{ passkey } = {}] = await passkeysOf(person);
    const path = `/api/session/passkeys/${String(passkey)}`;
    expect((await person.browser.delete(path)).body['events']).toEqual(['PasskeyRemoved']);
    expect((await person.browser.delete(path)).body['events']).toEqual([]);
    expect(await passkeysOf(person)).toEqual([]);
    expect(codeOf(await signIn(person))).toEqual(REFUSED);
  });

  it('opens nothing while its account is closed, and nothing any more after a link was used', async () => {
    const person = await withPasskey();
    const { username } = person;
    await admin.post(`/api/accounts/${username}/disable`);
    expect(codeOf(await signIn(person))).toEqual(REFUSED);
    await admin.post(`/api/accounts/${username}/enable`);
    expect((await signIn(person)).status).toBe(201);
    const { body } = await admin.post(`/api/accounts/${username}/issue-link`);
    await new Browser(redress).post('/api/session/link', { link: body['link'], password: PASSWORD });
    expect(codeOf(await signIn(person))).toEqual(REFUSED);
  });
});

describe('The answer of an authenticator', () => {
  let person: Person;
  beforeEach(async () => {
    person = await withPasskey();
  });

  it('works once, even while its question is young', async () => {
    const browser = new Browser(redress);
    const asked = await ask(browser);
    const cookie = asked.headers.get('set-cookie')?.split(';', 1)[0];
    const shown = person.authenticator.show(asked.body);
    expect((await browser.post('/api/session/passkey', shown)).status).toBe(201);
    const thief = new Browser(redress);
    thief.cookie = cookie;
    expect(codeOf(await thief.post('/api/session/passkey', shown))).toEqual(REFUSED);
  });

  it('is nothing to a browser that was not asked, or was asked something else', async () => {
    const asked = await ask(new Browser(redress));
    const shown = person.authenticator.show(asked.body);
    expect(codeOf(await new Browser(redress).post('/api/session/passkey', shown))).toEqual(REFUSED);
    const other = new Browser(redress);
    await ask(other);
    expect(codeOf(await other.post('/api/session/passkey', shown))).toEqual(REFUSED);
  });

  it.each(['credential', 'userHandle', 'signature', 'authenticatorData', 'clientData'])(
    'is refused with another %s, alike for people who are not there',
    async (field) => {
      const browser = new Browser(redress);
      const { body: options } = await ask(browser);
      const shown = { ...person.authenticator.show(options), [field]: Buffer.from('another').toString('base64url') };
      expect(codeOf(await browser.post('/api/session/passkey', shown))).toEqual(REFUSED);
    },
  );

  it('is nothing from a page of another site', async () => {
    const browser = new Browser(redress);
    const { body: options } = await ask(browser);
    const foreign = { 'sec-fetch-site': 'cross-site' };
    const answer = await browser.post('/api/session/passkey', person.authenticator.show(options), foreign);
    expect(codeOf(answer)).toEqual([403, 'cross-site-request']);
  });

  it('for a new passkey belongs to whoever was asked, and not to somebody who took their place', async () => {
    const other = await somebody();
    const { body: options, headers } = await askForNew(person.browser);
    const made = new SoftwareAuthenticator(ORIGIN).make(options, 'Key');
    const cookie = headers.get('set-cookie')?.split(';', 1)[0] ?? '';
    other.browser.cookie = `${other.browser.cookie ?? ''}; ${cookie}`;
    expect(codeOf(await other.browser.post('/api/session/passkeys', made))).toEqual([422, 'passkey-not-made']);
  });
});

describe('The own sessions', () => {
  it('are listed with how they began, and each can be ended', async () => {
    const person = await withPasskey();
    const elsewhere = new Browser(redress);
    await elsewhere.signIn(person.username);
    await signIn(person);
    const list = async () =>
      (await person.browser.get('/api/session/all')).body['items'] as readonly Record<string, unknown>[];
    const items = await list();
    expect(items.map(({ by, isThis }) => [by, isThis])).toEqual([
      ['passkey', false],
      ['password', false],
      ['link', true],
    ]);
    const ended = await person.browser.delete(`/api/session/all/${String(items[1]?.['session'])}`);
    expect([ended.status, ended.body['events']]).toEqual([200, ['SessionEnded']]);
    expect(codeOf(await elsewhere.get('/api/session'))).toEqual([401, 'unauthenticated']);
    expect((await list()).map(({ by }) => by)).toEqual(['passkey', 'link']);
  });

  it('are listed with when each was last used, which is forgotten as it ends, also beside others that go on', async () => {
    const person = await somebody();
    const [elsewhere, gone] = [new Browser(redress), new Browser(redress)];
    for (const browser of [elsewhere, gone]) await browser.signIn(person.username);
    const used = async () =>
      ((await person.browser.get('/api/session/all')).body['items'] as readonly Record<string, unknown>[]).map(
        ({ isThis, usedAt }) => [isThis, usedAt !== undefined],
      );
    expect(await used()).toEqual([
      [false, false],
      [false, false],
      [true, expect.any(Boolean)],
    ]);
    await elsewhere.get('/api/session');
    await eventually(used, (items) => items.filter(([, isKnown]) => isKnown).length === 2);
    await gone.delete('/api/session');
    expect(await used()).toEqual([
      [false, true],
      [true, true],
    ]);
    await person.browser.post('/api/session/password', { current: PASSWORD, new: `${PASSWORD} anew` });
    expect(await used()).toEqual([[true, true]]);
    expect((await elsewhere.get('/api/session')).status).toBe(401);
  });

  it('are told by the families of browser and system, and nothing else of the header is kept', async () => {
    const person = await somebody();
    const marked = 'Marked/143.0.7499.40';
    const userAgent = `Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 ${marked} Firefox/145.0`;
    await new Browser(redress).signIn(person.username, undefined, { 'user-agent': userAgent });
    const { body } = await person.browser.get('/api/session/all');
    const [latest, first] = body['items'] as readonly Record<string, unknown>[];
    expect(latest).toMatchObject({ browser: 'firefox', system: 'linux' });
    expect([first?.['browser'], first?.['system']]).toEqual([undefined, undefined]);
    for (const file of await readdir(redress.data, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const content = await readFile(join(file.parentPath, file.name), 'latin1');
      for (const word of [marked, 'Firefox', '"browser":"firefox"'])
        expect([file.name, content.includes(word)]).toEqual([file.name, false]);
    }
  });

  it('of others are out of reach', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const { body } = await other.browser.get('/api/session/all');
    const [{ session } = {}] = body['items'] as readonly Record<string, unknown>[];
    expect((await one.browser.delete(`/api/session/all/${String(session)}`)).body['events']).toEqual([]);
    expect((await other.browser.get('/api/session')).status).toBe(200);
  });
});

describe('What is stored of a passkey', () => {
  it('shows neither its credential nor its name without the key of its owner', async () => {
    await using alone = await RunningRedress.start({ env: { REDRESS_PUBLIC_URL: ORIGIN } });
    const browser = await firstAdministrator(alone);
    const authenticator = new SoftwareAuthenticator(ORIGIN);
    const { body: options } = await askForNew(browser);
    expect((await browser.post('/api/session/passkeys', authenticator.make(options, 'Marked laptop'))).status).toBe(
      201,
    );
    await alone.settled();
    expect(await alone.stop()).toBe(0);
    const { recorded, chainFaults } = await readStoredData(alone.data);
    const added = recorded.filter(({ type }) => type === 'PasskeyAdded');
    expect(added).toHaveLength(1);
    const text = JSON.stringify(recorded.map(({ position: _, ...event }) => event));
    expect(text).not.toContain(authenticator.credential);
    expect(text).not.toContain('Marked laptop');
    expect(alone.output).not.toContain(authenticator.credential);
    expect(chainFaults).toEqual([]);
  });
});
