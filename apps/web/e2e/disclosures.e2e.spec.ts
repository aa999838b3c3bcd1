import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { latinIn } from './latin-in.js';
import { type Colleague, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];

const WORDS = {
  en: { recipient: 'Court of Appeal', purpose: 'It ordered the file.' },
  fa: { recipient: 'دادگاه تجدیدنظر', purpose: 'دادگاه پرونده را خواسته بود.' },
} as const;

suite(inBrowser('The register of disclosures'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let cyrus: Colleague;
  let hana: Colleague;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    browser = await StaffBrowser.launch(redress);
    cyrus = await browser.colleague('cyrus', 'compliance');
    hana = await browser.colleague('hana', 'handler');
  });

  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  it.each(languages)('has in %s what was recorded on a case, and can be taken away as a table', async (language) => {
    const say = (key: DeskTextKey): string => deskText(language, key);
    const { recipient, purpose } = WORDS[language];
    const complaint = { description: 'ـ', channel: 'phone', language };
    const { reference } = await browser.ask<{ reference: string }>(hana, 'POST', '/api/complaints', complaint);
    await redress.settled();

    const { page, complaints } = await browser.open(`/cases/${reference}`, { language }, cyrus);
    await page.getByRole('button', { name: say('desk.command.record-disclosure') }).click();
    const form = page.locator('form[aria-labelledby=command-title]');
    const sends = form.getByRole('button', { name: say('desk.command.record-disclosure') });
    await sends.click();
    // What is missing is said at each field.
    await form.locator('#given-error').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    if (language === 'fa') expect(await latinIn(page)).toEqual([]);
    await form.locator('#recipientKind').selectOption('court');
    await form.locator('#recipient').fill(recipient);
    for (const given of ['desk.given.identity', 'desk.given.files'] as const) await form.getByLabel(say(given)).check();
    await form.locator('#basis').selectOption('legal-obligation');
    await form.locator('#purpose').fill(purpose);
    await sends.click();
    await page.getByText(purpose).waitFor();
    await form.waitFor({ state: 'detached' });

    await redress.settled();
    await page.getByRole('link', { name: say('desk.disclosures.of-case') }).click();
    const entry = page.getByRole('main').getByRole('listitem').filter({ hasText: reference });
    await entry.waitFor();
    const shown = await entry.innerText();
    for (const text of [recipient, purpose, say('desk.given.files'), say('desk.legal-basis.legal-obligation')]) {
      expect(shown).toContain(text);
    }
    expect(await violationsOf(page)).toEqual([]);
    if (language === 'fa') expect(await latinIn(page)).toEqual([]);
    // A download goes past the page, which has the token of the colleague where others have a cookie.
    const table = await page.getByRole('link', { name: say('desk.access.export') }).getAttribute('href');
    const headers = { authorization: `Bearer ${cyrus.token}` };
    expect(await (await fetch(redress.url + table, { headers })).text()).toContain(
      `${reference},recorded,court,${recipient}`,
    );

    await page.locator('#recipientKind').selectOption('police');
    await tabTo(page, say('desk.access.show'));
    await page.keyboard.press('Enter');
    await page.getByText(say('desk.disclosures.empty')).waitFor();
    expect(new URL(page.url()).searchParams.get('recipientKind')).toBe('police');
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is on no page of those who may not see it', async () => {
    const complaint = { description: 'The fee was taken twice.', channel: 'phone' };
    const { reference } = await browser.ask<{ reference: string }>(hana, 'POST', '/api/complaints', complaint);
    await redress.settled();
    const { page } = await browser.open(`/cases/${reference}`, { language: 'en' }, hana);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('link', { name: deskText('en', 'desk.disclosures.of-case') }).count()).toBe(0);
    await page.context().close();
  });
});
