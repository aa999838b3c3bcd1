import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import { type TextValues, webText } from '@redress/texts/web';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];

suite(inBrowser('Work on a case'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let hana: Colleague;
  let omid: Colleague;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    browser = await StaffBrowser.launch(redress);
    hana = await browser.colleague('hana', 'handler');
    omid = await browser.colleague('omid', 'handler');
  });

  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  /** Takes down a complaint, and waits until all that follows from it by itself has happened. */
  async function lodged(more: object = {}): Promise<string> {
    const { reference } = await browser.ask<{ reference: string }>(hana, 'POST', '/api/complaints', {
      description: 'The fee was taken twice.',
      product: 'credit-card',
      channel: 'email',
      complainant: { name: 'Robin Doe', email: 'robin@example.org' },
      ...more,
    });
    await redress.settled();
    return reference;
  }

  describe.each(languages)('in %s', (language) => {
    const say = (key: DeskTextKey, values?: TextValues): string => deskText(language, key, values);

    it('says of each command that is not possible why, to eyes and to screen readers', async () => {
      const reference = await lodged();
      const { page, complaints } = await browser.open(`/cases/${reference}`, { language }, hana);
      await page.locator('#actions summary').focus();
      await page.keyboard.press('Enter');
      const finding = page.locator('button[aria-disabled]', { hasText: say('desk.command.record-finding') });
      await tabTo(page, say('desk.command.record-finding'));
      const reason = page.locator('#why-not-record-finding');
      await reason.waitFor({ state: 'visible' });
      const refused = await browser.refusal(hana, `/api/cases/${reference}/record-finding`, language, {
        summary: 'Twice.',
        upheld: 'upheld',
      });
      // In the words in which sending it would be refused.
      expect(await reason.textContent()).toBe(refused);
      expect(await finding.getAttribute('aria-describedby')).toBe('why-not-record-finding');
      await tabTo(page, say('desk.command.reopen'));
      await page
        .locator('#why-not-reopen', { hasText: say('desk.not-now.roles', { roles: say('desk.role.supervisor') }) })
        .waitFor({ state: 'visible' });
      // A key that would press a button does nothing here.
      await page.keyboard.press('Enter');
      expect(await page.locator('form[aria-labelledby=command-title]').count()).toBe(0);
      expect(await violationsOf(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('finds places, cases, commands of the open case and settings by Ctrl+K and typing', async () => {
      const reference = await lodged();
      const other = { en: 'fa', fa: 'en' } as const;
      const { page, complaints } = await browser.open('/work', { language }, hana);
      const box = page.getByRole('combobox', { name: say('desk.palette.box') });
      const ask = async (words: string, option: string): Promise<void> => {
        await page.keyboard.press('Control+k');
        await box.waitFor();
        await page.keyboard.insertText(words);
        await page.getByRole('option', { name: option }).first().waitFor();
      };

      await ask(say('desk.place.tasks'), say('desk.place.tasks'));
      await page.keyboard.press('Enter');
      await page.waitForURL('**/tasks');

      await ask(reference, reference);
      expect(await violationsOf(page)).toEqual([]);
      // The focus stays in the box, which says which choice is made; the arrows go round.
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowDown');
      const active = await box.getAttribute('aria-activedescendant');
      expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/cases/${reference}`);

      await page.locator('#actions').waitFor();
      await ask(say('desk.command.add-tag'), say('desk.command.add-tag'));
      await page.keyboard.press('Enter');
      await box.waitFor({ state: 'detached' });
      await page.waitForFunction(() => document.activeElement?.id === 'tag');

      // What cannot be done is found with its reason, and stays undone.
      await ask(say('desk.command.record-finding'), say('desk.command.record-finding'));
      await page.keyboard.press('Enter');
      expect(await box.isVisible()).toBe(true);
      await page.keyboard.press('Escape');
      await box.waitFor({ state: 'detached' });
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('tag');

      await ask(webText(other[language], 'language.name'), webText(other[language], 'language.name'));
      await page.keyboard.press('Enter');
      await page.waitForFunction((lang) => document.documentElement.lang === lang, other[language]);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('shows who else has the case open, for as long as they have', async () => {
      const reference = await lodged();
      const { page } = await browser.open(`/cases/${reference}`, { language }, hana);
      const notice = page.getByText(say('desk.present', { people: 'omid', count: 1 }));
      expect(await notice.count()).toBe(0);
      const second = await browser.open(`/cases/${reference}`, { language }, omid);
      await notice.waitFor();
      await second.page.getByText(say('desk.present', { people: 'hana', count: 1 })).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await second.page.context().close();
      await notice.waitFor({ state: 'detached' });
      await page.context().close();
    });
  });
});
