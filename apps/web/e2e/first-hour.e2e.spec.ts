import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningRedress } from '@redress/testing';
import type { Browser, Page } from 'playwright-core';
import { hasBrowser, inBrowser, launchBrowser, WatchedPage } from './browser.js';

const PASSWORD = 'four plain words together';

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

/** The link that the start printed, as it would be pasted into a browser. */
function firstLink(): string {
  const [link = ''] = /http\S+\/sign-in#\S+/.exec(redress.output) ?? [];
  return link;
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
    await admin.page.goto(firstLink());
    await admin.page.locator('input[type=password]').waitFor();
    expect(await admin.violations()).toEqual([]);
    await choosePassword(admin.page, { name: 'Adam Admin', username: 'adam' });

    await admin.page.locator('nav a[href="/admin"]').click();
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

  it('lets nobody use the link a second time', async () => {
    await using late = await WatchedPage.open(browser, redress.url);
    await late.page.goto(firstLink());
    await late.page.locator('input[type=password]').waitFor();
    await late.page.locator('#name').fill('Eve');
    await late.page.locator('#username').fill('eve');
    await late.page.locator('input[type=password]').fill(PASSWORD);
    await late.page.locator('main form button').click();
    await late.page.locator('[role=alert]').waitFor();
    expect(await late.page.locator('nav a[href="/figures"]').count()).toBe(0);
  });
});
