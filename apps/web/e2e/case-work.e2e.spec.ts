import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import { type TextValues, webText } from '@redress/texts/web';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
/** A picture of one point. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const languages = ['en', 'fa'] as const satisfies readonly Language[];

suite(inBrowser('Work on a case'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let hana: Colleague;
  let omid: Colleague;
  let sara: Colleague;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    browser = await StaffBrowser.launch(redress);
    hana = await browser.colleague('hana', 'handler');
    omid = await browser.colleague('omid', 'handler');
    sara = await browser.colleague('sara', 'supervisor');
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

    it('takes back what can be taken back, by keyboard', async () => {
      const reference = await lodged();
      const { page, complaints } = await browser.open(`/cases/${reference}`, { language }, hana);
      const shown = () => browser.ask(hana, 'GET', `/api/cases/${reference}`);
      await page.keyboard.press('e');
      const undo = page.getByRole('button', { name: say('desk.undo') });
      await undo.waitFor();
      expect(await shown()).toMatchObject({ assignee: 'hana' });
      await page.locator('#actions').focus();
      await tabTo(page, say('desk.undo'));
      await page.keyboard.press('Enter');
      await undo.waitFor({ state: 'detached' });
      expect(await shown()).toMatchObject({ assignee: null });

      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: say('desk.palette.box') }).waitFor();
      await page.keyboard.insertText(say('desk.command.add-tag'));
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.id === 'tag');
      await page.keyboard.insertText('double-charge');
      await page.keyboard.press('Enter');
      await undo.waitFor();
      expect(await shown()).toMatchObject({ tags: ['double-charge'] });
      expect(await violationsOf(page)).toEqual([]);
      await undo.click();
      await undo.waitFor({ state: 'detached' });
      expect(await shown()).toMatchObject({ tags: [] });
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('links cases, makes one confidential, and merges one into an earlier one', async () => {
      const [earlier, later] = [await lodged(), await lodged()];
      const { page, complaints } = await browser.open(`/cases/${later}`, { language }, sara);
      const does = async (verb: DeskTextKey, fill: () => Promise<unknown>): Promise<void> => {
        await page.getByRole('button', { name: say(verb), exact: true }).click();
        const form = page.locator('form[aria-labelledby=command-title]');
        await form.waitFor();
        await fill();
        await form.getByRole('button', { name: say(verb) }).click();
        await page.getByText(say('desk.form.done')).waitFor();
      };
      const shown = () => browser.ask(sara, 'GET', `/api/cases/${later}`);
      await does('desk.command.link', async () => {
        await page.locator('#complaint').fill(earlier);
        await page.locator('#relation').selectOption('duplicate');
      });
      expect(await shown()).toMatchObject({ links: [{ complaint: earlier, relation: 'duplicate' }] });
      await does('desk.command.restrict-access', async () => {
        await page.locator('#people').fill(language === 'fa' ? 'sara، hana' : 'sara, hana');
        await page.locator('#reason').fill('The complainant is a colleague.');
      });
      await page.getByText(say('desk.fact.confidential')).waitFor();
      expect(await shown()).toMatchObject({ restriction: { people: ['sara', 'hana'] } });
      await does('desk.command.merge', () => page.locator('#into').fill(earlier));
      expect(await shown()).toMatchObject({ status: 'merged', mergedInto: earlier });
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('lists what happened on all cases, narrowed by its address', async () => {
      const reference = await lodged();
      const { page, complaints } = await browser.open('/activity', { language }, hana);
      await page.getByRole('link', { name: reference }).first().waitFor();
      await tabTo(page, say('desk.fact.reference'));
      await page.keyboard.insertText(reference);
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/activity?reference=${reference}`);
      await page.getByText(say('desk.event.received')).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await tabTo(page, say('desk.activity.mine'));
      await page.keyboard.press('Space');
      await page.getByText(say('desk.activity.empty')).waitFor();
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('takes files, and shows in the page what is only a text or a picture', async () => {
      const reference = await lodged();
      const { page, complaints } = await browser.open(`/cases/${reference}`, { language }, hana);
      const text = {
        name: 'call.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('<script>alert(1)</script> at the branch'),
      };
      const picture = { name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(DOT, 'base64') };
      await page.getByLabel(say('desk.file.add')).first().setInputFiles([text, picture]);
      const look = page.locator('summary', { hasText: say('desk.file.look') });
      await look.nth(1).waitFor();
      await look.nth(0).focus();
      await page.keyboard.press('Enter');
      await page.getByText('<script>alert(1)</script> at the branch').waitFor();
      await look.nth(1).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('img', { name: 'dot.png' }).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  });
});
