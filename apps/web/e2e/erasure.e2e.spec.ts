import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { call, RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];
/** Two people, each with several steps. */
const ERASURE_MS = 120_000;

const PEOPLE = {
  en: { name: 'Nasrin Mohammadi', email: 'nasrin@example.org', description: 'The kettle leaks.' },
  fa: { name: 'نسرین محمدی', email: 'nasrin.m@example.org', description: 'کتری نشتی دارد.' },
} as const;

suite(inBrowser('The erasure of a person'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let hana: Colleague;
  let sara: Colleague;
  let cyrus: Colleague;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    browser = await StaffBrowser.launch(redress);
    hana = await browser.colleague('hana', 'handler');
    sara = await browser.colleague('sara', 'supervisor');
    cyrus = await browser.colleague('cyrus', 'compliance');
  });

  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  async function withdrawnOf(language: Language): Promise<{ reference: string; trackingCode: string }> {
    const { description, ...complainant } = PEOPLE[language];
    const body = { description, complainant, language, channel: 'email' };
    const lodged = await browser.ask<{ reference: string; trackingCode: string }>(
      hana,
      'POST',
      '/api/complaints',
      body,
    );
    const shown = { channel: 'email', words: description, reason: 'E-mail.' };
    await browser.ask(hana, 'POST', `/api/cases/${lodged.reference}/withdraw`, shown);
    await redress.settled();
    return lodged;
  }

  it.each(languages)(
    'is asked for, held, and carried out by two people in %s, and then nothing of them is left',
    async (language) => {
      const say = (key: DeskTextKey, values = {}): string => deskText(language, key, values);
      const { name, email } = PEOPLE[language];
      const { reference, trackingCode } = await withdrawnOf(language);
      const before = await browser.ask(cyrus, 'GET', '/api/analytics/summary?groupBy=status');

      // A hold is placed on the page of the case, and stands in the list.
      const { page: casePage } = await browser.open(`/cases/${reference}`, { language }, cyrus);
      await casePage.getByText(name).first().waitFor();
      await casePage.getByRole('button', { name: say('desk.command.place-legal-hold') }).click();
      await casePage.getByLabel(say('desk.field.hold-basis')).selectOption('legal-claim');
      await casePage
        .locator('input[name=reviewOn]')
        .first()
        .fill(language === 'fa' ? '۱۴۷۷/۱۱/۱۲' : '2099-01-31');
      await casePage.getByLabel(say('desk.field.reason')).fill('…');
      await casePage
        .locator('form[aria-labelledby=command-title]')
        .getByRole('button', { name: say('desk.command.place-legal-hold') })
        .click();
      await casePage.getByText(say('desk.hold.legal-claim')).first().waitFor();
      await redress.settled();
      const { page: holds } = await browser.open('/compliance/holds', { language }, cyrus);
      await holds.getByText(reference).waitFor();
      expect(await violationsOf(holds)).toEqual([]);
      await holds.context().close();

      // One person records the request, by keyboard alone.
      const { page, complaints } = await browser.open('/compliance/erasure', { language }, cyrus);
      await tabTo(page, say('desk.fact.reference'));
      await page.keyboard.type(reference);
      await tabTo(page, say('desk.erasure.contact'));
      await page.keyboard.type(email);
      await page.locator('#ground').selectOption('legal-obligation');
      await tabTo(page, say('desk.erasure.find'));
      await page.keyboard.press('Enter');
      await page.getByText(say('desk.erasure.found', { count: 1 })).waitFor();
      await page.locator('#request').fill(`dsr-${language}`);
      await page.locator('#reason').fill('…');
      await tabTo(page, say('desk.erasure.record'));
      await page.keyboard.press('Enter');
      await page.getByText(say('desk.erasure.other-person')).waitFor();
      expect(await page.getByRole('button', { name: say('desk.erasure.carry-out') }).count()).toBe(0);
      expect(await violationsOf(page)).toEqual([]);

      // Another one is told of the hold, and erases the person once it is lifted.
      await redress.settled();
      const { page: second } = await browser.open(`/compliance/erasure/dsr-${language}`, { language }, sara);
      await second.setViewportSize({ width: 360, height: 800 });
      const carriesOut = async (): Promise<void> => {
        await second.locator('#reason').fill('…');
        const answered = second.waitForResponse(/\/carry-out$/);
        await second.getByRole('button', { name: say('desk.erasure.carry-out') }).click();
        await answered;
      };
      await carriesOut();
      await second.locator('form').getByText(reference).waitFor();
      const lifted = { basis: 'legal-claim', reason: '…' };
      await browser.ask(cyrus, 'POST', `/api/cases/${reference}/lift-legal-hold`, lifted);
      await redress.settled();
      await second.reload();
      await carriesOut();
      await second.getByText(say('desk.erasure.all-erased')).waitFor();
      await second.getByRole('heading', { name: say('desk.erasure.certificate') }).waitFor();
      await second.getByText(say('desk.proof.intact')).waitFor();
      expect(await second.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      expect(await violationsOf(second)).toEqual([]);

      // Nothing of the person is left, on no page and in no answer.
      await redress.settled();
      await casePage.reload();
      await casePage.getByText(say('desk.said.erased')).first().waitFor();
      expect(await casePage.locator('body').innerText()).not.toContain(name);
      for (const text of [name, email]) {
        const found = await browser.ask<{ items: readonly unknown[] }>(cyrus, 'POST', '/api/cases/search', { text });
        expect(found.items).toEqual([]);
      }
      const tracked = await call('POST', `${redress.url}/api/track`, { body: { reference, trackingCode } });
      expect(JSON.stringify(tracked.body)).not.toContain(name);
      expect((await browser.ask(cyrus, 'GET', '/api/analytics/summary?groupBy=status'))['rows']).toEqual(
        before['rows'],
      );
      expect(complaints).toEqual([]);
      for (const opened of [page, second, casePage]) await opened.context().close();
    },
    ERASURE_MS,
  );
});
