import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, RunningRedress } from '@redress/testing';
import { deskText } from '@redress/texts/desk';
import { webText } from '@redress/texts/web';
import type { Browser } from 'playwright-core';
import { hasBrowser, inBrowser, launchBrowser, WatchedPage } from './browser.js';
import { StaffBrowser } from './staff-browser.js';

const languages = ['en', 'fa'] as const;

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

(hasBrowser ? describe : describe.skip)(inBrowser('An address that there is not'), () => {
  it.each(languages)('is answered with a page that leads on, in %s', async (language) => {
    await using visitor = await WatchedPage.open(browser, redress.url, {
      locale: language,
      viewport: { width: 360, height: 800 },
    });
    const answer = await visitor.page.goto('/nowhere/at/all');
    expect(answer?.status()).toBe(404);
    await visitor.page.getByRole('heading', { name: webText(language, 'web.no-page.title') }).waitFor();
    expect(await visitor.violations()).toEqual([]);
    expect(await visitor.scrollsSideways()).toBe(false);
    const other = language === 'en' ? 'fa' : 'en';
    await visitor.page.getByRole('link', { name: webText(other, 'language.name') }).click();
    await visitor.page.getByRole('heading', { name: webText(other, 'web.no-page.title') }).waitFor();
    await visitor.page.getByRole('link', { name: webText(other, 'web.problem.home') }).click();
    await visitor.page.waitForURL(`${redress.url}/`);
    expect(visitor.seen).toEqual([]);
  });

  it.each(languages)('of the desk is told to be one by its status and on the page, in %s', async (language) => {
    const staff = await StaffBrowser.launch(redress);
    try {
      const hana = await staff.colleague('hana', 'handler');
      const { page } = await staff.open('/cases/FV4Z-KNET-ASSP/elsewhere', { language }, hana);
      await page.getByRole('heading', { name: deskText(language, 'desk.no-page') }).waitFor();
      const statuses = await Promise.all(
        ['/cases/FV4Z-KNET-ASSP/elsewhere', '/admin/nothing', '/failures', '/cases/FV4Z-KNET-ASSP', '/admin'].map(
          async (path) => (await fetch(redress.url + path)).status,
        ),
      );
      expect(statuses).toEqual([404, 404, 404, 200, 200]);
    } finally {
      await staff.close();
    }
  });

  it('is a problem for programs, which want no page', async () => {
    const asPage = { headers: { accept: 'text/html' } };
    const [api, page, program] = await Promise.all([
      call('GET', `${redress.url}/api/nowhere`, asPage),
      fetch(`${redress.url}/nowhere`, asPage),
      call('GET', `${redress.url}/nowhere`),
    ]);
    expect([api.status, api.body['code']]).toEqual([404, 'not-found']);
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect([program.status, program.body['code']]).toEqual([404, 'not-found']);
    const method = await fetch(`${redress.url}/policy`, { method: 'POST', ...asPage });
    expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});
