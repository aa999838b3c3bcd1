import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];
const TELEPHONE_WIDTH = 360;

suite(inBrowser('Scheduled reports'), () => {
  let folder: string;
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let sara: Colleague;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-reports-'));
    const staff = join(folder, 'staff.yaml');
    await writeFile(staff, 'people:\n  sara: { email: sara@bank.example, language: en }\n');
    redress = await RunningRedress.start({ env: { REDRESS_STAFF: staff } });
    browser = await StaffBrowser.launch(redress);
    sara = await browser.colleague('sara', 'supervisor');
  });
  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  describe.each(languages)('in %s', (language) => {
    const say = (key: DeskTextKey, values?: Parameters<typeof deskText>[2]): string => deskText(language, key, values);

    it('are scheduled from the figures, sent at once, looked back at, changed and deleted', async () => {
      const name = `Board ${language}`;
      const { page, complaints } = await browser.open('/figures?product=card', { language }, sara);
      await page.getByRole('link', { name: say('desk.reports') }).click();
      await page.getByRole('button', { name: say('desk.report.new') }).click();
      const dialog = page.getByRole('dialog', { name: say('desk.report.edit') });
      await dialog.getByText(say('desk.figures.filters', { count: 1 })).click();
      const product = dialog.getByLabel(say('desk.fact.product'), { exact: true });
      expect(await product.inputValue()).toBe('card');
      await dialog.getByLabel(say('desk.report.name')).fill(name);
      await dialog.getByLabel(say('desk.report.period'), { exact: true }).selectOption('week');
      await dialog.getByLabel(say('desk.report.working-days')).selectOption('iran@1');
      await dialog.getByLabel(say('desk.dashboard.panel')).selectOption('pareto');
      await dialog.getByRole('button', { name: say('desk.dashboard.add'), exact: true }).click();
      await dialog.getByLabel(say('desk.report.people'), { exact: true }).fill('nobody');
      expect(await violationsOf(page)).toEqual([]);
      const save = dialog.getByRole('button', { name: say('desk.report.save') });
      await save.click();
      // Whom the directory does not have is said at the field.
      await dialog.getByRole('alert').waitFor();
      const people = dialog.getByLabel(say('desk.report.people'), { exact: true });
      expect(await people.getAttribute('aria-invalid')).toBe('true');
      await people.fill('sara');
      await save.click();
      await dialog.waitFor({ state: 'detached' });

      const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
      await entry
        .getByText(
          say('desk.report.next', { at: '' })
            .replaceAll(/[\u2066-\u2069]/g, '')
            .trim(),
        )
        .waitFor();
      await tabTo(page, say('desk.report.send-of', { name }));
      await page.keyboard.press('Enter');
      await entry.getByRole('status').getByText(say('desk.report.sent')).waitFor();
      await entry.getByRole('button', { name: say('desk.report.history-of', { name }) }).click();
      const history = page.getByRole('dialog', { name: say('desk.report.history') });
      await history.getByText(say('desk.report.delivered')).first().waitFor();
      expect(await violationsOf(page)).toEqual([]);
      if (language === 'fa') expect(await history.innerText()).not.toMatch(/\d/);
      await page.keyboard.press('Escape');

      await entry.getByRole('button', { name: say('desk.report.change-of', { name }) }).click();
      await dialog.getByLabel(say('desk.report.pause')).check();
      await dialog.getByText(say('desk.figures.filters', { count: 1 })).click();
      await product.fill('loan, mortgage');
      // As those do who end a line so: what was typed is part of the form already.
      await product.press('Enter');
      await entry.getByText(say('desk.report.paused'), { exact: true }).waitFor();
      const { items } = await browser.ask<{ items: readonly { name: string; filters: object }[] }>(
        sara,
        'GET',
        '/api/analytics/reports',
      );
      expect(items.find((one) => one.name === name)?.filters).toEqual({ product: ['loan', 'mortgage'] });
      await entry.getByRole('button', { name: say('desk.report.delete-of', { name }) }).click();
      await entry.waitFor({ state: 'detached' });
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('fit a telephone, with their form', async () => {
      const { page } = await browser.open('/figures/reports', { language }, sara);
      await page.setViewportSize({ width: TELEPHONE_WIDTH, height: 740 });
      await page.getByRole('button', { name: say('desk.report.new') }).click();
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      const isWide = () => document.documentElement.scrollWidth > window.innerWidth;
      expect(await page.evaluate(isWide)).toBe(false);
      expect(await dialog.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(false);
      await page.context().close();
    });
  });
});
