import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import type { TextValues } from '@redress/texts/web';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];

suite(inBrowser('Work on a case'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let hana: Colleague;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    browser = await StaffBrowser.launch(redress);
    hana = await browser.colleague('hana', 'handler');
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
  });
});
