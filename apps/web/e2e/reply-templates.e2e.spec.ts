import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { RunningRedress } from '@redress/testing';
import { shippedReplyTemplates } from '@redress/texts';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import type { TextValues } from '@redress/texts/web';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];
const OTHER = { en: 'fa', fa: 'en' } as const;

suite(inBrowser('Templates of replies'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let hana: Colleague;
  let adam: Colleague;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    browser = await StaffBrowser.launch(redress);
    hana = await browser.colleague('hana', 'handler');
    adam = await browser.colleague('adam', 'admin');
  });

  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  async function lodged(language: Language, more: object = {}): Promise<string> {
    const { reference } = await browser.ask<{ reference: string }>(hana, 'POST', '/api/complaints', {
      description: 'The fee was taken twice.',
      channel: 'email',
      language,
      complainant: { name: 'Robin Doe', email: 'robin@example.org' },
      ...more,
    });
    await redress.settled();
    return reference;
  }

  describe.each(languages)('in %s', (language) => {
    const say = (key: DeskTextKey, values?: TextValues): string => deskText(language, key, values);

    it('are added, refused for a field that there is not, changed, archived and restored', async () => {
      const name = `Template in ${language}`;
      const { page, complaints } = await browser.open('/admin/templates', { language }, adam);
      await page.getByRole('heading', { name: say('desk.admin.templates') }).waitFor();
      await tabTo(page, say('desk.template.add'));
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.locator('#command').selectOption('report-progress');
      for (const each of languages) {
        await dialog.locator(`[id="name/${each}"]`).fill(name);
        await dialog.locator(`[id="texts/${each}"]`).fill('{deadline}');
      }
      await dialog.getByRole('button', { name: say('desk.template.save') }).click();
      await dialog.locator('[id="texts/fa-error"]', { hasText: '{deadline}' }).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      for (const each of languages) await dialog.locator(`[id="texts/${each}"]`).fill('{due}.');
      await dialog.getByRole('button', { name: say('desk.template.save') }).click();
      await dialog.waitFor({ state: 'detached' });

      const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
      await row.getByRole('button', { name: say('desk.template.change') }).click();
      await dialog.locator('[id="texts/en"]').fill('By {due}.');
      await dialog.getByRole('button', { name: say('desk.template.save') }).click();
      await row.getByText('By {due}.').waitFor();
      await row.locator('summary', { hasText: say('desk.template.versions') }).click();
      await row.locator('ol > li').nth(1).waitFor();
      expect(await row.locator('ol > li').count()).toBe(2);

      await row.getByRole('button', { name: say('desk.template.archive'), exact: true }).click();
      const archived = page.locator('section', { has: page.locator('#archived-title') });
      await archived.getByRole('heading', { name }).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await archived.getByRole('button', { name: say('desk.template.restore') }).click();
      await archived.waitFor({ state: 'detached' });
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('are filled in on a case in the language of the complainant, edited, previewed and sent', async () => {
      const theirs = OTHER[language];
      const reference = await lodged(theirs);
      const { page, complaints } = await browser.open(`/cases/${reference}`, { language }, hana);
      await page.getByRole('button', { name: say('desk.command.request-information') }).click();
      const form = page.locator('form[aria-labelledby=command-title]');
      await form.getByLabel(say('desk.reply.template')).selectOption('ask-for-documents');
      // The complaint is about no product.
      await form.getByText(say('desk.reply.gaps', { fields: say('desk.template.product') })).waitFor();
      const preview = form.locator(`figure blockquote[lang=${theirs}]`);
      await preview.getByText(reference).waitFor();
      const text = form.locator('#text');
      expect(await text.inputValue()).toContain('{product}');
      await text.fill((await text.inputValue()).replace('{product}', 'X-1'));
      await form
        .getByText(say('desk.reply.gaps', { fields: say('desk.template.product') }))
        .waitFor({ state: 'detached' });
      await preview.getByText('X-1').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await form.getByRole('button', { name: say('desk.command.request-information') }).click();
      await page.getByText(say('desk.form.done')).waitFor();
      const shown = await browser.ask<{ questions: { text: string }[] }>(hana, 'GET', `/api/cases/${reference}`);
      const [beginning = ''] = shippedReplyTemplates['ask-for-documents'].texts[theirs].split('{product}');
      expect(shown.questions[0]?.text.startsWith(`${beginning}X-1`)).toBe(true);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('are offered for a message to the complainant, not for a note that they never see', async () => {
      const reference = await lodged(language);
      const { page, complaints } = await browser.open(`/cases/${reference}`, { language }, hana);
      const composer = page.getByRole('form', { name: say('desk.composer') });
      await composer.waitFor();
      expect(await composer.getByLabel(say('desk.reply.template')).count()).toBe(0);
      await composer.getByLabel(say('desk.visibility.complainant')).check();
      await page.locator('#composer-text').fill('Hello.');
      await composer.getByLabel(say('desk.reply.template')).selectOption('documents-arrived');
      // What was typed stays.
      expect(await page.locator('#composer-text').inputValue()).toMatch(/^Hello\.\n\n.*hana/);
      expect(await violationsOf(page)).toEqual([]);
      await composer.getByRole('button', { name: say('desk.composer.send') }).click();
      await page.getByRole('listitem').filter({ hasText: 'Hello.' }).waitFor();
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  });
});
