import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import type { TextValues } from '@redress/texts/web';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { latinIn } from './latin-in.js';
import { type Colleague, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];

suite(inBrowser('The access log'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let cyrus: Colleague;
  let hana: Colleague;
  let reference: string;
  let other: string;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    browser = await StaffBrowser.launch(redress);
    cyrus = await browser.colleague('cyrus', 'compliance');
    hana = await browser.colleague('hana', 'handler');
    const lodge = async (): Promise<string> => {
      const complaint = { description: 'The fee was taken twice.', channel: 'phone' };
      return (await browser.ask<{ reference: string }>(hana, 'POST', '/api/complaints', complaint)).reference;
    };
    reference = await lodge();
    other = await lodge();
    await redress.settled();
    for (const one of [reference, reference, other]) await browser.ask(hana, 'GET', `/api/cases/${one}`);
  });

  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  it.each(languages)('tells in %s who read a case, and what a colleague read', async (language) => {
    const say = (key: DeskTextKey, values?: TextValues): string => deskText(language, key, values);
    const { page, complaints } = await browser.open(`/cases/${reference}`, { language }, cyrus);
    await page.getByRole('link', { name: say('desk.access.who-read') }).click();
    await page.getByRole('heading', { level: 1, name: say('desk.compliance.access') }).waitFor();
    expect(new URL(page.url()).searchParams.get('reference')).toBe(reference);
    const entries = page.getByRole('main').getByRole('listitem');
    const byHana = entries.filter({ hasText: 'hana' }).filter({ hasText: say('desk.access.case') });
    await byHana.waitFor();
    expect(await byHana.innerText()).toContain(new Intl.NumberFormat(language).format(2));
    expect(await violationsOf(page)).toEqual([]);
    if (language === 'fa') expect(await latinIn(page)).toEqual([]);

    await byHana.getByRole('link', { name: 'hana' }).click();
    await entries.filter({ hasText: other }).waitFor();
    expect(new URL(page.url()).searchParams.get('actor')).toBe(hana.person);
    expect(await page.getByLabel(say('desk.access.actor')).inputValue()).toBe('hana');

    await page.getByLabel(say('desk.fact.reference')).fill('nothing');
    await tabTo(page, say('desk.access.show'));
    await page.keyboard.press('Enter');
    await page.locator('#reference-error').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.goto(`${new URL(page.url()).origin}/compliance/access?from=2199-01-01`);
    await page.getByText(say('desk.access.empty')).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is on no page of those who may not see it', async () => {
    const { page } = await browser.open(`/cases/${reference}`, { language: 'en' }, hana);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('link', { name: deskText('en', 'desk.access.who-read') }).count()).toBe(0);
    await page.context().close();
  });
});
