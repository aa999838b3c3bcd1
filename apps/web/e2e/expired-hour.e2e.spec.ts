import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, RunningRedress } from '@redress/testing';
import { webText, type WebTextKey } from '@redress/texts/web';
import type { Browser } from 'playwright-core';
import { hasBrowser, inBrowser, launchBrowser, WatchedPage } from './browser.js';

const WORDS = 'The branch\nsays <b>no</b>.';

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

interface Lodged {
  readonly reference: string;
  readonly trackingCode: string;
}

async function lodged(): Promise<Lodged> {
  const { body } = await call<Lodged>('POST', `${redress.url}/api/complaints`, {
    body: { description: 'The fee was taken twice.' },
  });
  await redress.settled();
  return body;
}

(hasBrowser ? describe : describe.skip)(inBrowser('What is written when the hour of a complaint has passed'), () => {
  it.each([
    ['en', true],
    ['fa', true],
    ['en', false],
  ] as const)(
    'is kept until its writer is known again, and then sent; in %s, with scripts: %p',
    async (language, javaScriptEnabled) => {
      const say = (key: WebTextKey): string => webText(language, key);
      const { reference, trackingCode } = await lodged();
      await using visitor = await WatchedPage.open(browser, redress.url, { locale: language, javaScriptEnabled });
      const { page } = visitor;
      const identify = async (code: string): Promise<void> => {
        await page.locator('#code').fill(code);
        await page.getByRole('button', { name: say('web.track.show') }).click();
      };
      await page.goto('/track');
      await page.locator('#reference').fill(reference);
      await identify(trackingCode);
      await page.getByText(say('web.act.add-information'), { exact: true }).click();
      await page.locator('#add-information-text').fill(WORDS);
      // As after an hour.
      await page.context().clearCookies();
      await page.getByRole('button', { name: say('web.act.add-information-button') }).click();

      await page.getByText(say('web.track.kept')).waitFor();
      expect(await page.locator('#reference').inputValue()).toBe(reference);
      if (javaScriptEnabled) expect(await visitor.violations()).toEqual([]);
      await identify('0000-0000-0000-0000');
      await page.getByRole('alert').waitFor();
      await page.getByText(say('web.track.kept')).waitFor();
      await identify(trackingCode);

      await page.getByText(say('web.status.is-back')).waitFor();
      expect(await page.locator('#add-information-text').inputValue()).toBe(WORDS);
      if (javaScriptEnabled) expect(await visitor.violations()).toEqual([]);
      await page.getByRole('button', { name: say('web.act.add-information-button') }).click();
      await page.getByText(say('web.status.done')).waitFor();
      expect(await page.locator('li').getByText('says <b>no</b>.').count()).toBe(1);
      expect(visitor.seen).toEqual([]);
    },
  );
});
