import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { eventually, RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import type { Page } from 'playwright-core';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, nobody, signIn, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
/** More than ten pages, each read by axe twice, on a machine that does much else. */
const PAGES_MS = 180_000;

const languages = ['en', 'fa'] as const satisfies readonly Language[];

suite(inBrowser('The desk'), () => {
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

  /** Takes down a complaint, and waits until all that follows from it by itself has happened. */
  async function lodged(): Promise<string> {
    const { reference } = await browser.ask<{ reference: string }>(hana, 'POST', '/api/complaints', {
      description: 'The fee was taken twice.',
      product: 'credit-card',
      channel: 'email',
      complainant: { name: 'Robin Doe', email: 'robin@example.org' },
    });
    await redress.settled();
    return reference;
  }

  async function statusOf(reference: string): Promise<unknown> {
    return (await browser.ask(hana, 'GET', `/api/cases/${reference}`))['status'];
  }

  describe.each(languages)('in %s', (language) => {
    const say = (key: DeskTextKey): string => deskText(language, key);

    /** Opens the form of a command, answers its questions in their order, and sends it: all by keyboard. */
    async function commands(
      page: Page,
      verb: DeskTextKey,
      answers: readonly (readonly [DeskTextKey, string])[],
    ): Promise<void> {
      await tabTo(page, say(verb));
      await page.keyboard.press('Enter');
      await page.locator('form[aria-labelledby=command-title]').waitFor();
      for (const [question, answer] of answers) {
        await tabTo(page, say(question));
        if (/^(?:Arrow|Space)/.test(answer)) await page.keyboard.press(answer);
        else await page.keyboard.insertText(answer);
      }
      await tabTo(page, say(verb));
      await page.keyboard.press('Enter');
      await page.getByText(say('desk.form.done')).waitFor();
    }

    it('takes a case from the queue to its end by keyboard', async () => {
      const reference = await lodged();
      const { page, complaints } = await browser.open('/cases?open=true&sort=-receivedAt', { language }, hana);
      await page.locator('[data-row]').first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.locator('#actions').waitFor();
      expect(new URL(page.url()).pathname).toBe(`/cases/${reference}`);

      await page.keyboard.press('e');
      await page.getByText(say('desk.form.done')).waitFor();
      expect(await browser.ask(hana, 'GET', `/api/cases/${reference}`)).toMatchObject({ assignee: 'hana' });

      await page.keyboard.press('.');
      await commands(page, 'desk.command.assess', [
        ['desk.field.severity', 'ArrowDown'],
        ['desk.yes', 'ArrowDown'],
        ['desk.field.complexity', 'ArrowDown'],
        ['desk.field.impact', 'ArrowDown'],
        ['desk.field.immediate', 'ArrowDown'],
        ['desk.field.rationale', 'The statement shows it.'],
      ]);
      await commands(page, 'desk.command.record-finding', [
        ['desk.field.summary', 'The terminal sent the payment twice.'],
        ['desk.field.upheld', 'ArrowDown'],
      ]);
      await commands(page, 'desk.command.propose-response', [
        ['desk.field.decision', 'ArrowDown'],
        ['desk.field.explanation', 'You were charged twice.'],
      ]);
      expect(await page.getByText(say('desk.actions.wait')).isVisible()).toBe(true);

      await browser.ask(sara, 'POST', `/api/cases/${reference}/approve-response`, {});
      await page.reload();
      await page.locator('#actions').waitFor();
      await page.keyboard.press('.');
      await tabTo(page, say('desk.command.communicate-decision'));
      await page.keyboard.press('Enter');
      await page.getByRole('blockquote').getByText('You were charged twice.').waitFor();
      await tabTo(page, say('desk.command.communicate-decision'));
      await page.keyboard.press('Enter');
      await page.getByText(say('desk.form.done')).waitFor();
      await redress.settled();
      await commands(page, 'desk.command.record-acceptance', [['desk.field.said', 'They agree.']]);
      await commands(page, 'desk.command.close', [['desk.field.outcome', 'ArrowDown']]);
      expect(await statusOf(reference)).toBe('closed');
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('says beside the field what is wrong, and first of all that something is', async () => {
      const reference = await lodged();
      const { page } = await browser.open(`/cases/${reference}`, { language }, hana);
      await page.getByRole('button', { name: say('desk.command.assess') }).click();
      await page.getByRole('button', { name: say('desk.command.assess') }).click();
      await page.getByRole('alert').getByText(say('desk.form.faults')).waitFor();
      expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
      const severity = page.getByLabel(say('desk.field.severity'), { exact: true });
      expect(await severity.getAttribute('aria-invalid')).toBe('true');
      expect(await violationsOf(page)).toEqual([]);
      await page.context().close();
    });

    it('tells that a case of the queue changed, and shows it when asked', async () => {
      const reference = await lodged();
      const { page } = await browser.open('/cases', { language }, hana);
      await browser.ask(sara, 'POST', `/api/cases/${reference}/add-note`, { text: 'News.', visibility: 'internal' });
      await page.getByRole('button', { name: say('desk.queue.show-changed') }).click();
      await page.getByRole('button', { name: say('desk.queue.show-changed') }).waitFor({ state: 'detached' });
      await page.context().close();
    });

    it('shows what others did meanwhile, and goes on from there', async () => {
      const reference = await lodged();
      const { page } = await browser.open(`/cases/${reference}`, { language }, hana);
      await page.getByRole('button', { name: say('desk.command.add-tag') }).click();
      await page.getByLabel(say('desk.field.tag'), { exact: true }).fill('double-charge');
      await browser.ask(sara, 'POST', `/api/cases/${reference}/add-note`, {
        text: 'Be quick.',
        visibility: 'internal',
      });
      await page.getByRole('button', { name: say('desk.command.add-tag') }).click();
      await page.getByRole('alert').getByText('Be quick.').waitFor();
      expect(await browser.ask(hana, 'GET', `/api/cases/${reference}`)).toMatchObject({ tags: [] });
      await page.getByRole('button', { name: say('desk.changed.again') }).click();
      await page.getByText(say('desk.form.done')).waitFor();
      expect(await browser.ask(hana, 'GET', `/api/cases/${reference}`)).toMatchObject({ tags: ['double-charge'] });
      await page.context().close();
    });

    it('asks who is there when the session ends, and keeps what was typed', async () => {
      const reference = await lodged();
      const { page } = await browser.open(`/cases/${reference}`, { language }, hana);
      const composer = page.getByRole('form', { name: say('desk.composer') });
      await page.locator('#composer-text').fill('The branch confirms it.');
      await page.unrouteAll();
      await nobody(page);
      await composer.getByRole('button').click();
      const dialog = page.getByRole('dialog', { name: say('desk.sign-in.again') });
      await dialog.waitFor();
      await page.unrouteAll();
      await signIn(page, hana);
      await dialog.getByLabel(say('desk.sign-in.username')).fill('hana');
      await dialog.getByLabel(say('desk.sign-in.password')).fill('not-looked-at');
      await dialog.getByRole('button', { name: say('desk.sign-in.send') }).click();
      await dialog.waitFor({ state: 'detached' });
      expect(await page.locator('#composer-text').inputValue()).toBe('The branch confirms it.');
      await composer.getByRole('button').click();
      await eventually(
        async () => browser.ask<{ notes?: readonly { text: string }[] }>(hana, 'GET', `/api/cases/${reference}`),
        ({ notes = [] }) => notes.some(({ text }) => text === 'The branch confirms it.'),
      );
      await page.context().close();
    });

    it(
      'has no page that axe finds fault with in light or dark colours, or that is wider than a telephone',
      async () => {
        const reference = await lodged();
        await browser.ask(hana, 'POST', `/api/cases/${reference}/assign-task`, {
          kind: 'call',
          title: 'Call the branch.',
          assignee: 'hana',
        });
        await redress.settled();
        const { dueAt } = await browser.ask<{ dueAt: string }>(hana, 'GET', `/api/cases/${reference}`);
        const pages: readonly (readonly [string, Colleague | undefined])[] = [
          ['/sign-in', undefined],
          ['/work', hana],
          ['/cases', hana],
          ['/cases/new', hana],
          [`/cases/${reference}`, hana],
          [`/cases/${reference}?revision=0`, hana],
          ['/tasks', hana],
          ['/activity', hana],
          ['/figures', sara],
          ['/figures?dashboard=work&compare=before', hana],
          ['/figures?dashboard=board', sara],
          ['/figures?dashboard=explore', sara],
          [`/deadlines?day=${dueAt.slice(0, 10)}`, hana],
          ['/compliance', cyrus],
          ['/letters', hana],
          ['/account', hana],
        ];
        for (const [path, colleague] of pages) {
          const { page } = await browser.open(path, { language }, colleague);
          await page.getByRole('heading', { level: 1 }).waitFor();
          const found = [...(await violationsOf(page))];
          await page.emulateMedia({ colorScheme: 'dark' });
          found.push(...(await violationsOf(page, ['color-contrast'])));
          await page.setViewportSize({ width: 360, height: 800 });
          const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
          expect({ path, found, isWider }).toEqual({ path, found: [], isWider: false });
          await page.context().close();
        }
      },
      PAGES_MS,
    );
  });

  it('is written from right to left in Persian, with Jalali dates, Persian digits and references that stay as they are', async () => {
    const reference = await lodged();
    const { receivedAt } = await browser.ask<{ receivedAt: string }>(hana, 'GET', `/api/cases/${reference}`);
    const { page } = await browser.open(`/cases/${reference}`, { language: 'fa' }, hana);
    await page.locator('#actions').waitFor();
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
      'fa',
      'rtl',
    ]);
    const day = new Intl.DateTimeFormat('fa-IR-u-ca-persian-nu-arabext', {
      dateStyle: 'long',
      timeZone: 'Asia/Tehran',
    });
    const received = page.locator(`time[datetime="${receivedAt}"]`).first();
    expect(await received.textContent()).toContain(day.format(new Date(receivedAt)));
    expect(await received.textContent()).not.toMatch(/\d/);
    const shown = page.getByRole('heading', { level: 1 }).locator('bdi');
    expect([await shown.textContent(), await shown.getAttribute('dir')]).toEqual([reference, 'ltr']);

    // The language is changed without losing the page, and kept.
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText(deskText('en', 'desk.actions')).waitFor();
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('ltr');
    await page.reload();
    await page.getByText(deskText('en', 'desk.actions')).waitFor();
    await page.context().close();
  });
});
