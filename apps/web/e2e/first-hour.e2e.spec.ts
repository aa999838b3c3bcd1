import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StaffRole } from '@redress/contracts';
import { loadConfig, mintToken } from '@redress/platform';
import { printedLink, call, RunningRedress } from '@redress/testing';
import { deskText } from '@redress/texts/desk';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { hasBrowser, inBrowser, launchBrowser, WatchedPage } from './browser.js';
import { signIn } from './staff-browser.js';

const PASSWORD = 'four plain words together';

/** Three hundred complaints, on a machine that does other things. */
const LOADING_MS_MAX = 180_000;
const RUN_MS_MAX = 300_000;

let redress: RunningRedress;
let browser: Browser;
beforeAll(async () => {
  if (!hasBrowser) return;
  [redress, browser] = await Promise.all([RunningRedress.start(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await redress?.[Symbol.asyncDispose]();
});

function tokenOf(person: string, role: StaffRole): Promise<string> {
  return mintToken(loadConfig({ REDRESS_DATA: redress.data }), { sub: person, roles: [role], ttlSeconds: 600 });
}

/** Chooses a password, and a name where the account has none yet. */
async function choosePassword(page: Page, fields: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.locator('input[type=password]').waitFor();
  for (const [name, value] of Object.entries(fields)) await page.locator(`#${name}`).fill(value);
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.locator('main form button').click();
  await page.locator('nav a[href="/figures"], nav a[href="/cases"]').first().waitFor();
}

(hasBrowser ? describe : describe.skip)(inBrowser('The first hour'), () => {
  it('makes the first administrator by the link on the console, who invites a handler, who finds the queue', async () => {
    await using admin = await WatchedPage.open(browser, redress.url);
    await admin.page.goto(`/sign-in#${await printedLink(redress)}`);
    await admin.page.locator('input[type=password]').waitFor();
    expect(await admin.violations()).toEqual([]);
    await choosePassword(admin.page, { name: 'Adam Admin', username: 'adam' });

    await admin.page.getByText(deskText('en', 'desk.first-hour.title')).waitFor();
    expect(await admin.violations()).toEqual([]);
    await admin.page.locator('nav a[href="/admin"]').click();
    await admin.page.waitForURL('**/admin');
    await admin.page.locator('main button').first().click();
    await admin.page.locator('dialog #name').fill('Hana Handler');
    await admin.page.locator('dialog #username').fill('hana');
    expect(await admin.violations()).toEqual([]);
    await admin.page.locator('dialog form button').click();
    await admin.page.locator('dialog [role=alert]').waitFor();
    await admin.page.locator('dialog input[value=handler]').check();
    await admin.page.locator('dialog form button').click();
    const link = (await admin.page.locator('dialog bdi').textContent()) ?? '';
    expect(link).toMatch(/\/sign-in#./);
    expect(await admin.violations()).toEqual([]);

    await using handler = await WatchedPage.open(browser, redress.url);
    await handler.page.goto(link);
    await choosePassword(handler.page);
    await handler.page.locator('nav a[href="/cases"]').click();
    await handler.page.waitForURL('**/cases');
    expect(await handler.page.locator('nav a[href="/admin"]').count()).toBe(0);
    expect(await handler.page.evaluate(() => document.cookie)).not.toContain('session');

    // An account that is closed ends what its person does at once.
    await admin.page.locator('dialog button').last().click();
    const row = admin.page.locator('li', { hasText: 'Hana Handler' });
    await row.locator('button').last().click();
    await row.locator('.text-late').waitFor();
    await handler.page.reload();
    await handler.page.locator('#username').waitFor();
    expect([...admin.seen, ...handler.seen]).toEqual([]);
  });

  it.each(['en', 'fa'] as const)('offers sample data on a telephone as well, in %s', async (language) => {
    await using admin = await WatchedPage.open(browser, redress.url, {
      locale: language,
      viewport: { width: 360, height: 800 },
    });
    await signIn(admin.page, { person: 'adam', role: 'admin', token: await tokenOf('adam', 'admin') });
    await admin.page.goto('/figures');
    await admin.page.getByText(deskText(language, 'desk.first-hour.title')).waitFor();
    expect(await admin.violations()).toEqual([]);
    expect(await admin.scrollsSideways()).toBe(false);
    expect(admin.seen).toEqual([]);
  });

  it(
    'loads sample data for an administrator when asked, says how far it is, and notifies nobody',
    async () => {
      await using admin = await WatchedPage.open(browser, redress.url);
      const token = await tokenOf('adam', 'admin');
      await signIn(admin.page, { person: 'adam', role: 'admin', token });
      await admin.page.goto('/figures');
      await admin.page.getByRole('button', { name: deskText('en', 'desk.first-hour.load') }).click();
      await admin.page.getByRole('progressbar').waitFor();
      expect(await admin.violations()).toEqual([]);
      await admin.page.locator('.bg-done-quiet').waitFor({ timeout: LOADING_MS_MAX });
      await redress.settled();
      const { body } = await call<{ state: string; complaints: number; of: number }>(
        'GET',
        `${redress.url}/api/sample-data`,
        { token },
      );
      expect(body).toEqual({ state: 'loaded', complaints: body.of, of: body.of });
      expect(existsSync(join(redress.data, 'outbox'))).toBe(false);
      await admin.page.locator('.bg-done-quiet button').click();
      await admin.page.reload();
      await admin.page.locator('main h1').waitFor();
      expect(await admin.page.locator('.bg-done-quiet').count()).toBe(0);

      // What is there now is seen by whoever handles complaints, and none of it can be loaded again.
      const handler = await tokenOf('sample-ada', 'handler');
      const cases = await call<{ items: readonly unknown[] }>('GET', `${redress.url}/api/cases`, { token: handler });
      expect(cases.body.items.length).toBeGreaterThan(0);
    },
    RUN_MS_MAX,
  );

  it.each(['en', 'fa'] as const)(
    'leads through one complaint in %s, and remembers on the device what was done and that it is hidden',
    async (language) => {
      await using handler = await WatchedPage.open(browser, redress.url, { locale: language });
      const token = await tokenOf('hana', 'handler');
      await signIn(handler.page, { person: 'hana', role: 'handler', token });
      await handler.page.goto('/work');
      const guide = handler.page.getByRole('region', { name: deskText(language, 'desk.guide.title') });
      await guide.getByRole('checkbox').nth(1).check();
      await handler.page.reload();
      expect(await guide.getByRole('checkbox').nth(1).isChecked()).toBe(true);
      await guide.getByRole('button', { name: deskText(language, 'desk.guide.hide') }).click();
      await guide.waitFor({ state: 'detached' });
      await handler.page.reload();
      await handler.page.locator('main h1').waitFor();
      expect(await guide.count()).toBe(0);
      await handler.page.keyboard.press('?');
      await handler.page.getByRole('button', { name: deskText(language, 'desk.guide.show') }).click();
      await guide.waitFor();
      expect(await handler.violations()).toEqual([]);
      expect(handler.seen).toEqual([]);
    },
  );

  it('lets nobody use the link a second time', async () => {
    await using late = await WatchedPage.open(browser, redress.url);
    await late.page.goto(`/sign-in#${await printedLink(redress)}`);
    await late.page.locator('input[type=password]').waitFor();
    await late.page.locator('#name').fill('Eve');
    await late.page.locator('#username').fill('eve');
    await late.page.locator('input[type=password]').fill(PASSWORD);
    await late.page.locator('main form button').click();
    await late.page.locator('[role=alert]').waitFor();
    expect(await late.page.locator('nav a[href="/figures"]').count()).toBe(0);
  });
});
