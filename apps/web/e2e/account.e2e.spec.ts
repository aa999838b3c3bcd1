import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { call, printedLink, RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import type { Browser, Page } from 'playwright-core';
import { hasBrowser, inBrowser, launchBrowser, WatchedPage } from './browser.js';

const PASSWORD = 'four plain words together';
const NEXT_PASSWORD = 'five other words all together';
/** Browsers have passkeys at this name without TLS, and at no address of digits. */
const HOST = 'localhost';
const WAIT_MS = 30_000;
/** A page with its axe runs, on a machine that does much else. */
const PAGE_MS = 120_000;

(hasBrowser ? describe : describe.skip)(inBrowser('The own account'), () => {
  let redress: RunningRedress;
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    [redress, browser] = await Promise.all([RunningRedress.start({ env: { HOST } }), launchBrowser()]);
    url = `http://${HOST}:${new URL(redress.url).port}`;
    const link = await printedLink(redress);
    const body = { link, username: 'adam', name: 'Adam Admin', password: PASSWORD };
    expect((await call('POST', `${redress.url}/api/session/link`, { body })).status).toBe(201);
  });
  afterAll(async () => {
    await browser?.close();
    await redress?.[Symbol.asyncDispose]();
  });

  /** A page at which the device has an authenticator that verifies its user without asking. */
  async function atDevice(language: Language, path: string): Promise<WatchedPage> {
    const watched = await WatchedPage.open(browser, url, { viewport: { width: 1280, height: 800 } });
    const { page } = watched;
    page.setDefaultTimeout(WAIT_MS);
    await page.context().addCookies([{ name: 'redress-language', value: language, url }]);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(path);
    return watched;
  }

  async function signIn(page: Page, password = PASSWORD): Promise<void> {
    await page.locator('#username').fill('adam');
    await page.locator('#password').fill(password);
    await page.locator('main form button').click();
    await page.locator('nav').first().waitFor();
  }

  describe.each(['en', 'fa'] as const)('in %s', (language) => {
    const say = (key: DeskTextKey, values: Readonly<Record<string, string>> = {}): string =>
      deskText(language, key, values);
    let device: WatchedPage;
    let page: Page;
    beforeEach(async () => {
      device = await atDevice(language, '/sign-in');
      ({ page } = device);
    });

    const button = (key: DeskTextKey) => page.getByRole('button', { name: say(key), exact: true });

    it(
      'has a passkey made, with which one signs in without a username, and removed',
      async () => {
        await signIn(page);
        await page.getByRole('link', { name: say('desk.account.of', { name: 'Adam Admin' }) }).click();
        await page.getByText(say('desk.account.no-passkeys')).waitFor();
        expect(await device.violations()).toEqual([]);
        await button('desk.account.add-passkey').click();
        await page.locator('dialog #name').fill('My laptop');
        await page.locator('dialog #current').fill('not the password at all');
        await button('desk.account.make-passkey').click();
        await page.locator('dialog [aria-invalid=true]').waitFor();
        expect(await device.violations()).toEqual([]);
        await page.locator('dialog #current').fill(PASSWORD);
        await button('desk.account.make-passkey').click();
        await page.getByText('My laptop').waitFor();
        await page.getByText(say('desk.account.passkey-unused')).waitFor();

        await button('desk.sign-out').click();
        await button('desk.sign-in.passkey').click();
        await page.locator('nav').first().waitFor();
        await page.getByRole('link', { name: say('desk.account.of', { name: 'Adam Admin' }) }).click();
        await page.getByText(say('desk.account.by-passkey')).first().waitFor();
        expect(await page.getByText(say('desk.account.passkey-unused')).count()).toBe(0);
        await page.setViewportSize({ width: 360, height: 800 });
        expect(await device.scrollsSideways()).toBe(false);
        expect(await device.violations()).toEqual([]);

        await page.getByRole('button', { name: say('desk.account.remove-passkey-of', { name: 'My laptop' }) }).click();
        await page.getByText(say('desk.account.no-passkeys')).waitFor();
        await button('desk.sign-out').click();
        await button('desk.sign-in.passkey').click();
        await page.getByRole('alert').waitFor();
        expect(await device.violations()).toEqual([]);
        expect(device.seen).toEqual([]);
        await device[Symbol.asyncDispose]();
      },
      PAGE_MS,
    );

    it('says so when the browser gives no passkey', async () => {
      await page.locator('#username').waitFor();
      await button('desk.sign-in.passkey').click();
      await page.getByText(say('desk.account.no-passkey')).waitFor();
      await device[Symbol.asyncDispose]();
    });

    it(
      'shows where one is signed in, ends it there, and does so with a change of the password',
      async () => {
        await signIn(page);
        await using other = await atDevice(language, '/sign-in');
        await signIn(other.page);
        await page.goto('/account');
        await page.getByText(say('desk.account.this-session')).waitFor();
        const names = { browser: say('desk.account.browser.chrome'), system: say('desk.account.system.linux') };
        expect(await page.getByText(say('desk.account.device', names), { exact: true }).count()).toBeGreaterThan(1);
        // The words before the time, which passes.
        const [lastUsed = ''] = say('desk.account.used', { when: '|' }).split(/.?\|/u);
        await page.getByText(lastUsed).first().waitFor();
        expect(await device.violations()).toEqual([]);
        await page.locator('section[aria-labelledby=own-sessions] button').first().click();
        await eventuallySignedOut(other.page);
        await signIn(other.page);

        await button('desk.account.change-password').click();
        await page.locator('dialog #current').fill(PASSWORD);
        await page.locator('dialog #new').fill(NEXT_PASSWORD);
        await button('desk.account.save-password').click();
        await page.getByText(say('desk.account.password-changed')).waitFor();
        await eventuallySignedOut(other.page);
        expect(await page.locator('section[aria-labelledby=own-sessions] li').count()).toBe(1);

        await button('desk.account.change-password').click();
        await page.locator('dialog #current').fill(NEXT_PASSWORD);
        await page.locator('dialog #new').fill(PASSWORD);
        await button('desk.account.save-password').click();
        await page.locator('dialog').waitFor({ state: 'detached' });
        expect([...device.seen, ...other.seen]).toEqual([]);
        await device[Symbol.asyncDispose]();
      },
      PAGE_MS,
    );
  });

  /** Opens a page anew until it asks who is there. */
  async function eventuallySignedOut(page: Page): Promise<void> {
    await page.locator('nav').first().waitFor();
    await page.reload();
    await page.locator('#username').waitFor();
  }
});
