import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import type { Page } from 'playwright-core';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, nobody, StaffBrowser } from './staff-browser.js';

const SIGN_OUT_PATH = '/signed-out-at-issuer';
const PAGE_MS = 120_000;

/** What the API says of the ways to sign in. */
interface Ways {
  readonly password: boolean;
  readonly passkey: boolean;
  readonly issuer: { readonly isReachable: boolean; readonly signOut?: string };
}

const reachable: Ways = { password: false, passkey: false, issuer: { isReachable: true } };

(hasBrowser ? describe : describe.skip)(inBrowser('Signing in at an issuer'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let hana: Colleague;
  beforeAll(async () => {
    redress = await RunningRedress.start();
    browser = await StaffBrowser.launch(redress);
    hana = await browser.colleague('hana', 'handler');
  });
  afterAll(async () => {
    await browser?.close();
    await redress?.[Symbol.asyncDispose]();
  });

  /** Opens a page as somebody, or as nobody, where the API offers these ways. */
  async function at(
    path: string,
    language: Language,
    { ways, as }: { readonly ways: Ways; readonly as?: Colleague },
  ): Promise<{ page: Page; complaints: string[] }> {
    const opened = await browser.open('/sign-in', { language }, as);
    await opened.page.route('**/api/session/ways', (route) => route.fulfill({ json: ways }));
    await opened.page.goto(redress.url + path);
    return opened;
  }

  describe.each(['en', 'fa'] as const)('in %s', (language) => {
    const say = (key: DeskTextKey): string => deskText(language, key);

    it('is a way to go, back to what one wanted to see, and the only one where passwords are off', async () => {
      const { page, complaints } = await at('/tasks?assignee=me', language, { ways: reachable });
      const way = page.getByRole('link', { name: say('desk.sign-in.issuer') });
      await way.waitFor();
      expect(await way.getAttribute('href')).toBe('/api/session/issuer?place=%2Ftasks%3Fassignee%3Dme');
      expect(await page.locator('input').count()).toBe(0);
      expect(await violationsOf(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('stands beside the password where both are open', async () => {
      const { page } = await at('/sign-in', language, { ways: { ...reachable, password: true } });
      await page.getByRole('link', { name: say('desk.sign-in.issuer') }).waitFor();
      expect(await page.locator('#password').count()).toBe(1);
      expect(await violationsOf(page)).toEqual([]);
      await page.context().close();
    });

    it(
      'says why it failed, and that the issuer does not answer until it does',
      async () => {
        for (const [failed, key] of [
          ['refused', 'desk.sign-in.issuer-refused'],
          ['no-role', 'desk.sign-in.issuer-no-role'],
          ['disabled', 'desk.sign-in.issuer-disabled'],
          ['taken', 'desk.sign-in.issuer-taken'],
        ] as const) {
          const { page } = await at(`/sign-in?failed=${failed}`, language, { ways: reachable });
          await page.getByRole('alert').getByText(say(key)).waitFor();
          expect(await violationsOf(page)).toEqual([]);
          await page.context().close();
        }
        const away = { ...reachable, issuer: { isReachable: false } };
        const { page } = await at('/sign-in', language, { ways: away });
        await page.getByRole('alert').getByText(say('desk.sign-in.issuer-unreachable')).waitFor();
        expect(await violationsOf(page)).toEqual([]);
        await page.unroute('**/api/session/ways');
        await page.route('**/api/session/ways', (route) => route.fulfill({ json: reachable }));
        await page.getByRole('button', { name: say('desk.failure.retry') }).click();
        await page.getByRole('link', { name: say('desk.sign-in.issuer') }).waitFor();
        await page.context().close();
      },
      PAGE_MS,
    );

    it('opens beside a page whose session ended, so that nothing typed is lost', async () => {
      const { page } = await at('/cases', language, { ways: reachable, as: hana });
      await page.locator('nav a[href="/tasks"]').waitFor();
      await page.unroute('**/api/**');
      await page.unroute('**/api/session');
      await nobody(page);
      await page.locator('nav a[href="/tasks"]').click();
      const way = page.getByRole('dialog').getByRole('link', { name: say('desk.sign-in.issuer-beside') });
      await way.waitFor();
      expect(await way.getAttribute('target')).toBe('_blank');
      await page.unroute('**/api/session');
      await asFromIssuer(page, hana);
      await page.getByRole('button', { name: say('desk.sign-in.issuer-done') }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.context().close();
    });

    it('leads to the issuer when one signs out, and shows no password of ours', async () => {
      const signOut = redress.url + SIGN_OUT_PATH;
      const ways = { ...reachable, password: true, issuer: { isReachable: true, signOut } };
      const { page } = await at('/sign-in', language, { ways, as: hana });
      await asFromIssuer(page, hana);
      await page.goto(`${redress.url}/account`);
      await page.getByText(say('desk.account.at-issuer')).waitFor();
      expect(await page.locator('#own-password').count()).toBe(0);
      expect(await violationsOf(page)).toEqual([]);
      await page.getByRole('button', { name: say('desk.sign-out') }).click();
      await page.waitForURL(signOut);
      await page.context().close();
    });
  });

  /** Lets the API say that somebody came from the issuer. */
  async function asFromIssuer(page: Page, { person, role }: Colleague): Promise<void> {
    const session = { person, name: person, roles: [role], by: 'issuer', expiresAt: '2040-01-01T00:00:00.000Z' };
    await page.route('**/api/session', (route) =>
      route.request().method() === 'DELETE' ? route.fulfill({ status: 204 }) : route.fulfill({ json: session }),
    );
  }
});
