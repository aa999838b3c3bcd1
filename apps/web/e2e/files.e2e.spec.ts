import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, RunningRedress } from '@redress/testing';
import type { Browser, Page } from 'playwright-core';
import { hasBrowser, inBrowser, launchBrowser, WatchedPage } from './browser.js';

const LANGUAGES = ['en', 'fa'] as const;
/** A telephone: narrow, and used by finger. */
const PHONE = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true } as const;
const UPLOADS = '**/track/files';

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

/** Lodges a complaint and shows where it stands. */
async function follow(page: Page, language: string): Promise<void> {
  const { body } = await call<{ reference: string; trackingCode: string }>('POST', `${redress.url}/api/complaints`, {
    body: { description: 'A fee was taken twice.' },
  });
  await page.goto(`/track?language=${language}`);
  await page.locator('#reference').fill(body.reference);
  await page.locator('#code').fill(body.trackingCode);
  await page.locator('form[action="/track"] button').click();
  await page.locator('#file[multiple]').waitFor();
}

function textFile(name: string, words = name): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(words) };
}

async function send(page: Page, ...files: readonly ReturnType<typeof textFile>[]): Promise<void> {
  await page.locator('#file').setInputFiles([...files]);
  await page.locator('form[action="/track/files"] button').first().click();
}

function linkTo(page: Page, name: string): ReturnType<Page['locator']> {
  return page.locator('a[href^="/track/files/"]', { hasText: name });
}

(hasBrowser ? describe : describe.skip)(inBrowser('The files of a complaint'), () => {
  it.each(LANGUAGES)('are sent several at once without loading the page, in %s', async (language) => {
    await using visitor = await WatchedPage.open(browser, redress.url, PHONE);
    const { page } = visitor;
    await follow(page, language);
    await page.locator('summary').first().click();
    await page.locator('textarea').first().fill('Half a sentence');
    await send(page, textFile('receipt.txt'), textFile('letter.txt'));
    for (const name of ['receipt.txt', 'letter.txt']) await linkTo(page, name).waitFor();
    expect(await page.locator('textarea').first().inputValue()).toBe('Half a sentence');
    const kept = await page.request.get((await linkTo(page, 'letter.txt').getAttribute('href')) ?? '');
    expect(await kept.text()).toBe('letter.txt');
    expect([await visitor.violations(), await visitor.scrollsSideways(), visitor.seen]).toEqual([[], false, []]);
  });

  it('offer the camera where a finger is used, and nowhere else', async () => {
    await using phone = await WatchedPage.open(browser, redress.url, PHONE);
    await follow(phone.page, 'en');
    await using desktop = await WatchedPage.open(browser, redress.url);
    await follow(desktop.page, 'en');
    const camera = ({ page }: WatchedPage) => page.getByRole('button', { name: 'Take a photo' });
    expect([await camera(phone).count(), await camera(desktop).count()]).toEqual([1, 0]);
    const [chooser] = await Promise.all([phone.page.waitForEvent('filechooser'), camera(phone).click()]);
    await chooser.setFiles(textFile('photo.txt'));
    await linkTo(phone.page, 'photo.txt').waitFor();
  });

  it('wait for a connection that was lost, and are kept once', async () => {
    await using visitor = await WatchedPage.open(browser, redress.url);
    const { page } = visitor;
    await follow(page, 'en');
    // The file arrives, and the answer is lost.
    await page.route(UPLOADS, async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await send(page, textFile('receipt.txt'));
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await visitor.violations()).toEqual([]);
    await page.unroute(UPLOADS);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await linkTo(page, 'receipt.txt').waitFor();
    await page.reload();
    expect(await linkTo(page, 'receipt.txt').count()).toBe(1);
  });

  it('say why one is refused, and let it be removed', async () => {
    await using visitor = await WatchedPage.open(browser, redress.url);
    const { page } = visitor;
    await follow(page, 'en');
    await send(page, textFile('program.exe', 'MZ'), textFile('receipt.txt'));
    await linkTo(page, 'receipt.txt').waitFor();
    const refused = page.locator('[role=alert]', { hasText: 'program.exe' });
    expect(await refused.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    expect(await visitor.violations()).toEqual([]);
    await refused.getByRole('button', { name: 'Remove it' }).click();
    expect(await refused.count()).toBe(0);
  });

  it('are added right after the complaint was sent, without typing its code', async () => {
    await using visitor = await WatchedPage.open(browser, redress.url, { javaScriptEnabled: false });
    const { page } = visitor;
    await page.goto('/complain?language=en');
    await page.locator('[value=anonymous]').check();
    for (const fields of [{}, { what: 'A fee was taken twice.' }, {}, {}, {}, {}]) {
      for (const [name, value] of Object.entries(fields)) await page.locator(`#${name}`).fill(value);
      await page.locator('#send').click();
    }
    await page.getByRole('button', { name: 'Add photos or documents' }).click();
    expect(await page.locator('#file').count()).toBe(1);
    expect(new URL(page.url()).pathname).toBe('/track');
  });

  it.each(LANGUAGES)(
    'are not on paper, which says what it stands for and nothing to press, in %s',
    async (language) => {
      await using visitor = await WatchedPage.open(browser, redress.url, { colorScheme: 'dark' });
      const { page } = visitor;
      await follow(page, language);
      await page.getByRole('button', { name: language === 'en' ? 'Print or save as PDF' : /چاپ/ }).waitFor();
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('button:visible, input:visible, summary:visible').count()).toBe(0);
      expect(await page.locator('p:visible', { hasText: language === 'en' ? /^As of / : /^وضعیت در/ }).count()).toBe(1);
      expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(27, 29, 34)');
    },
  );
});
