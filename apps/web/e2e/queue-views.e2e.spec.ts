import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];

suite(inBrowser('Saved views of the queue'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let hana: Colleague;
  let omid: Colleague;
  let sara: Colleague;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    browser = await StaffBrowser.launch(redress);
    hana = await browser.colleague('hana', 'handler', { teams: ['cards'] });
    omid = await browser.colleague('omid', 'handler', { teams: ['cards'] });
    sara = await browser.colleague('sara', 'supervisor', { teams: ['loans'] });
    for (const product of ['credit-card', 'mortgage']) {
      await browser.ask(hana, 'POST', '/api/complaints', {
        description: 'The fee was taken twice.',
        product,
        channel: 'email',
        complainant: { name: 'Robin Doe', email: 'robin@example.org' },
      });
    }
    await redress.settled();
  });

  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  describe.each(languages)('in %s', (language) => {
    const say = (key: DeskTextKey, values?: Readonly<Record<string, string>>): string =>
      deskText(language, key, values);
    const name = { en: 'Cards, to begin with', fa: 'کارت‌ها برای آغاز' }[language];
    const better = { en: 'Cards', fa: 'کارت‌ها' }[language];

    it('are saved, shared with a team, renamed and deleted by keyboard', async () => {
      const { page, complaints } = await browser.open(
        '/cases?product=credit-card&sort=-receivedAt',
        { language },
        hana,
      );
      await tabTo(page, say('desk.views.save'));
      await page.keyboard.press('Enter');
      await tabTo(page, say('desk.view.name'));
      await page.keyboard.insertText(name);
      await tabTo(page, say('desk.view.for-me'));
      await page.keyboard.press('ArrowDown');
      expect(await violationsOf(page)).toEqual([]);
      await page.keyboard.press('Enter');
      const item = page.getByRole('link', { name });
      await item.waitFor();
      await item.getByText(deskText(language, 'desk.view.shared-team', { team: 'cards' })).waitFor();
      expect(await item.getAttribute('aria-current')).toBe('true');

      // A colleague of the team has it beside their queue, with what they see counted; another team has not.
      const colleague = await browser.open('/cases', { language }, omid);
      await colleague.page.getByRole('link', { name }).click();
      await colleague.page.waitForURL('**/cases?*product=credit-card*');
      expect(await colleague.page.getByRole('link', { name }).textContent()).toMatch(/[1۱]$/);
      await colleague.page.context().close();
      const stranger = await browser.open('/cases', { language }, sara);
      await stranger.page.getByText(say('desk.views.saved-none')).waitFor();
      await stranger.page.context().close();

      await tabTo(page, say('desk.view.change', { name }));
      await page.keyboard.press('Enter');
      await tabTo(page, say('desk.view.name'));
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText(better);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: say('desk.view.change', { name: better }) }).waitFor();
      const { items } = await browser.ask<{ items: readonly { kind: string; query: string }[] }>(
        hana,
        'GET',
        '/api/cases/views',
      );
      // A new name leaves what it shows as it was.
      expect(items.filter(({ kind }) => kind === 'own')).toMatchObject([
        { query: 'product=credit-card&sort=-receivedAt' },
      ]);

      await tabTo(page, say('desk.view.change', { name: better }));
      await page.keyboard.press('Enter');
      await tabTo(page, say('desk.view.delete'));
      await page.keyboard.press('Enter');
      await page.getByText(say('desk.views.saved-none')).waitFor();
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('say that they cannot hold a day, and offer everybody only to those who may', async () => {
      const { page } = await browser.open('/cases?open=true&due=today', { language }, sara);
      await page.getByRole('button', { name: say('desk.views.save') }).click();
      await page.getByText(say('desk.view.not-today')).waitFor();
      await page.keyboard.press('Escape');
      await page
        .getByRole('button', { name: deskText(language, 'desk.filter.remove', { filter: say('desk.view.due-today') }) })
        .click();
      await page.waitForURL('**/cases?open=true');
      await page.getByRole('button', { name: say('desk.views.save') }).click();
      const everybody = page.getByLabel(say('desk.view.for-everybody'));
      await everybody.waitFor();
      await page.getByRole('button', { name: say('desk.view.save') }).click();
      // Without a name it is refused, beside the field.
      await page.getByRole('alert').waitFor();
      expect(await page.locator('#name').getAttribute('aria-invalid')).toBe('true');
      await page.context().close();
      const handler = await browser.open('/cases?open=true', { language }, hana);
      await handler.page.getByRole('button', { name: say('desk.views.save') }).click();
      await handler.page.getByLabel(say('desk.view.for-me')).waitFor();
      expect(await handler.page.getByLabel(say('desk.view.for-everybody')).count()).toBe(0);
      await handler.page.context().close();
    });
  });
});
