import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];
const TELEPHONE_WIDTH = 360;
const REGISTER = '/figures/systemic';

suite(inBrowser('The register of systemic problems'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let sara: Colleague;
  let hana: Colleague;
  let adam: Colleague;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    browser = await StaffBrowser.launch(redress);
    sara = await browser.colleague('sara', 'supervisor');
    hana = await browser.colleague('hana', 'handler');
    adam = await browser.colleague('adam', 'admin');
  });
  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  const confirmed = (name: string, product: string) =>
    browser.ask<{ problem: string }>(sara, 'POST', '/api/analytics/systemic-problems/confirm', {
      group: [{ dimension: 'product', value: product }],
      name,
    });
  const planned = (problem: string, owner: string) =>
    browser.ask(sara, 'POST', `/api/analytics/systemic-problems/${problem}/plan-corrective-action`, {
      what: 'تعویض قالب',
      owner,
      dueOn: '2099-12-31',
    });

  describe.each(languages)('in %s', (language) => {
    const say = (key: DeskTextKey, values?: Parameters<typeof deskText>[2]): string => deskText(language, key, values);

    it('takes a problem from the figures to its verified effect', async () => {
      const name = language === 'fa' ? 'ترک درِ کتری' : 'Lids crack';
      const { page, complaints } = await browser.open('/figures', { language }, sara);
      await page.getByRole('link', { name: say('desk.systemic'), exact: true }).click();
      await page.getByText(say('desk.systemic.no-proposals')).waitFor();
      await tabTo(page, say('desk.systemic.by-hand'));
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: say('desk.systemic.confirm') });
      const confirm = dialog.getByRole('button', { name: say('desk.systemic.confirm') });
      await dialog.getByLabel(say('desk.systemic.name')).fill(name);
      expect(await violationsOf(page)).toEqual([]);
      await confirm.click();
      // A group without any value is said to be one, and what was typed stays.
      await dialog.getByRole('alert').waitFor();
      await dialog.getByLabel(say('desk.fact.product')).fill(`kettle ${language}`);
      await confirm.click();
      await dialog.waitFor({ state: 'detached' });

      await page.getByRole('link', { name }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.getByRole('button', { name: say('desk.systemic.plan') }).click();
      const planning = page.getByRole('dialog', { name: say('desk.systemic.plan') });
      await planning.getByLabel(say('desk.systemic.what')).fill('تعویض قالب');
      await planning.getByRole('button', { name: say('desk.staff.me') }).click();
      await planning.getByLabel(say('desk.field.due-on')).fill(language === 'fa' ? '۱۴۷۸/۱۰/۱۰' : '2099-12-31');
      await planning.getByRole('button', { name: say('desk.systemic.plan') }).click();
      await planning.waitFor({ state: 'detached' });
      expect(await page.getByRole('button', { name: say('desk.systemic.verify') }).count()).toBe(0);
      await page.getByRole('button', { name: say('desk.systemic.complete') }).click();
      const completing = page.getByRole('dialog', { name: say('desk.systemic.complete') });
      await completing.getByRole('button', { name: say('desk.systemic.complete') }).click();
      await page.getByRole('button', { name: say('desk.systemic.verify') }).click();
      const verifying = page.getByRole('dialog', { name: say('desk.systemic.verify') });
      await verifying.getByLabel(say('desk.systemic.effective')).check();
      await verifying.getByRole('button', { name: say('desk.systemic.verify') }).click();
      await page.getByText(say('desk.systemic.resolved'), { exact: true }).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      if (language === 'fa') expect(await page.locator('main').innerText()).not.toMatch(/\d/);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('lets the owner of an action complete it, and nothing else', async () => {
      const { problem } = await confirmed('ترک', `owned ${language}`);
      await planned(problem, 'hana');
      const { page } = await browser.open(`${REGISTER}/${problem}`, { language }, hana);
      const complete = page.getByRole('button', { name: say('desk.systemic.complete') });
      await complete.waitFor();
      expect(await page.locator('main').getByRole('button').count()).toBe(1);
      await complete.click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: say('desk.systemic.complete') }).click();
      await page.getByText(say('desk.systemic.completed'), { exact: true }).waitFor();
      await page.goto(new URL(REGISTER, page.url()).href);
      await page.getByRole('link', { name: 'ترک' }).first().waitFor();
      await page.getByLabel(say('desk.systemic.pending')).selectOption('mine');
      await page.getByText(say('desk.systemic.none-such')).waitFor();
      await page.context().close();
    });

    it('is not offered to an administrator, who may not read it', async () => {
      const { page } = await browser.open('/figures', { language }, adam);
      await page.getByRole('link', { name: say('desk.reports') }).waitFor();
      expect(await page.getByRole('link', { name: say('desk.systemic'), exact: true }).count()).toBe(0);
      await page.context().close();
    });

    it('fits a telephone, with its forms', async () => {
      const { problem } = await confirmed('ترک', `narrow ${language}`);
      await planned(problem, 'sara');
      for (const path of [REGISTER, `${REGISTER}/${problem}`]) {
        const { page } = await browser.open(path, { language }, sara);
        await page.setViewportSize({ width: TELEPHONE_WIDTH, height: 740 });
        await page.locator('main').getByRole('button').first().click();
        const dialog = page.getByRole('dialog');
        await dialog.waitFor();
        const isWide = () => document.documentElement.scrollWidth > window.innerWidth;
        expect(await page.evaluate(isWide)).toBe(false);
        expect(await dialog.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(false);
        await page.context().close();
      }
    });
  });
});
