import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import type { Page } from 'playwright-core';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];

const PRODUCTS = ['card', 'card', 'loan'] as const;
const LATIN_DIGIT = /\d/;

/** The panel of a title. */
function panelOf(page: Page, title: string) {
  return page.getByRole('region', { name: title, exact: true });
}

/** The cells of a panel's table, row by row, once it is opened. */
async function numbersOf(page: Page, title: string, open: string): Promise<readonly (readonly string[])[]> {
  const panel = panelOf(page, title);
  await panel.getByText(open).click();
  return Promise.all((await panel.locator('tbody tr').all()).map((row) => row.locator('td').allInnerTexts()));
}

suite(inBrowser('Figures'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let hana: Colleague;
  let sara: Colleague;
  let anna: Colleague;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    browser = await StaffBrowser.launch(redress);
    hana = await browser.colleague('hana', 'handler');
    sara = await browser.colleague('sara', 'supervisor');
    anna = await browser.colleague('anna', 'analyst');
    for (const product of PRODUCTS) {
      await browser.ask(hana, 'POST', '/api/complaints', {
        description: 'The fee was taken twice.',
        product,
        channel: 'phone',
      });
    }
    await redress.settled();
  });

  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  describe.each(languages)('in %s', (language) => {
    const say = (key: DeskTextKey, values?: Parameters<typeof deskText>[2]): string => deskText(language, key, values);
    const number = new Intl.NumberFormat(language === 'fa' ? 'fa-IR-u-nu-arabext' : 'en');
    const byProduct = say('desk.figures.by', { dimension: say('desk.fact.product') });

    it('draw each panel, say it in numbers as well, and lead to exactly the cases behind a bar', async () => {
      const { page, complaints } = await browser.open('/figures?dashboard=management', { language }, sara);
      await panelOf(page, byProduct).getByRole('img', { name: byProduct }).waitFor();
      await panelOf(page, byProduct).locator('canvas').waitFor();
      const rows = await numbersOf(page, byProduct, say('desk.figures.numbers'));
      expect(rows.map(([name, count]) => [name, count])).toEqual([
        ['card', number.format(2)],
        ['loan', number.format(1)],
      ]);
      await panelOf(page, byProduct).getByRole('link', { name: 'card' }).click();
      await page.locator('[data-row]').first().waitFor();
      const { searchParams } = new URL(page.url());
      expect([searchParams.get('product'), searchParams.has('receivedFrom')]).toEqual(['card', true]);
      expect(await page.locator('[data-row]').count()).toBe(2);

      // The time by which the page narrowed the queue can be taken away.
      await page.getByRole('button', { name: say('desk.filter.received-from') }).click();
      await page.waitForURL((url) => !url.searchParams.has('receivedFrom'));
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('keep range, filters and comparison in the address', async () => {
      const { page } = await browser.open('/figures?dashboard=board', { language }, sara);
      const received = panelOf(page, say('desk.measure.received'));
      await received.getByText(number.format(3), { exact: true }).waitFor();
      await page.getByLabel(say('desk.figures.compare'), { exact: true }).selectOption('year-ago');
      await received.getByText(say('desk.figures.earlier')).waitFor();
      await page.getByText(say('desk.filters'), { exact: true }).click();
      await page.getByLabel(say('desk.fact.product'), { exact: true }).fill('loan');
      await page.keyboard.press('Tab');
      await received.getByText(number.format(1), { exact: true }).waitFor();
      const { searchParams } = new URL(page.url());
      expect([searchParams.get('compare'), searchParams.get('product')]).toEqual(['year-ago', 'loan']);
      await page.reload();
      await received.getByText(number.format(1), { exact: true }).waitFor();
      await page.context().close();
    });

    it('name the rule that a control chart breaks', async () => {
      const answered = await browser.ask<{ points: { signals: string[] }[] }>(
        sara,
        'GET',
        '/api/analytics/control-chart',
      );
      answered.points.at(-1)?.signals.push('one-beyond-three-sigma');
      const { page } = await browser.open('/figures?dashboard=board', { language }, sara);
      await page.route('**/api/analytics/control-chart*', (route) => route.fulfill({ json: answered }));
      await page.getByRole('link', { name: say('desk.dashboard.management') }).click();
      const chart = panelOf(page, say('desk.figures.control-chart', { measure: say('desk.measure.received') }));
      await chart.getByRole('listitem').getByText(say('desk.rule.one-of-one')).waitFor();
      await page.context().close();
    });

    it('look at the backlog of a past day by keyboard', async () => {
      const { page } = await browser.open('/figures?dashboard=work', { language }, sara);
      const slider = page.getByRole('slider', { name: say('desk.figures.backlog-slider') });
      await slider.waitFor();
      expect(await slider.getAttribute('aria-valuetext')).toContain(number.format(3));
      await slider.focus();
      await page.keyboard.press('Home');
      expect(await slider.getAttribute('aria-valuetext')).toContain(number.format(0));
      await page.context().close();
    });

    it('give the facts to those who may take them away', async () => {
      const { page } = await browser.open('/figures?dashboard=board&product=card', { language }, sara);
      const link = page.getByRole('link', { name: say('desk.figures.export-csv') });
      const path = (await link.getAttribute('href')) ?? '';
      // A download goes past the page, which has the token of the colleague where others have a cookie.
      const answer = await page.request.get(new URL(path, page.url()).href, {
        headers: { authorization: `Bearer ${sara.token}` },
      });
      const facts = await answer.text();
      expect(facts.trimEnd().split('\n')).toHaveLength(3);
      await page.context().close();
    });

    it('lead somebody who may see no case nowhere, and tell them nothing of who has which', async () => {
      const { page, complaints } = await browser.open('/figures?dashboard=work', { language }, anna);
      await panelOf(page, say('desk.figures.by', { dimension: say('desk.fact.status') })).waitFor();
      expect(await page.getByRole('main').locator('a[href*="/cases"], a[download]').count()).toBe(0);
      const byHandler = say('desk.figures.by', { dimension: say('desk.fact.assignee') });
      expect(await panelOf(page, byHandler).count()).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('show a handler their dashboard first', async () => {
      const { page } = await browser.open('/figures', { language }, hana);
      const tab = page.getByRole('link', { name: say('desk.dashboard.work') });
      expect(await tab.getAttribute('aria-current')).toBe('page');
      await page.context().close();
    });

    it("are kept as a dashboard of one's own, changed and deleted", async () => {
      const { page, complaints } = await browser.open('/figures?dashboard=board', { language }, sara);
      await page.getByRole('button', { name: say('desk.dashboard.save-own') }).click();
      const dialog = page.getByRole('dialog', { name: say('desk.dashboard.edit') });
      await dialog.getByLabel(say('desk.dashboard.name')).fill('Mondays');
      const first = say('desk.dashboard.remove-of', { title: say('desk.measure.received') });
      await dialog.getByRole('button', { name: first, exact: true }).click();
      await dialog.getByLabel(say('desk.dashboard.panel')).selectOption('cohorts');
      await dialog.getByRole('button', { name: say('desk.dashboard.add'), exact: true }).click();
      expect(await violationsOf(page)).toEqual([]);
      await dialog.getByRole('button', { name: say('desk.dashboard.save'), exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      const tab = page.getByRole('link', { name: 'Mondays' });
      await tab.waitFor();
      expect(await tab.getAttribute('aria-current')).toBe('page');
      const added = say('desk.figures.cohorts', { milestone: say('desk.milestone.decision') });
      await panelOf(page, added).waitFor();
      expect(await panelOf(page, say('desk.measure.received')).count()).toBe(0);

      await page.reload();
      await page.getByRole('button', { name: say('desk.dashboard.change') }).click();
      await dialog.getByRole('button', { name: say('desk.dashboard.delete') }).click();
      await dialog.waitFor({ state: 'detached' });
      await tab.waitFor({ state: 'detached' });
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('have a calendar of deadlines that is used by keyboard', async () => {
      const { items } = await browser.ask<{ items: readonly { reference: string; dueAt: string }[] }>(
        hana,
        'GET',
        '/api/cases?open=true&sort=dueAt',
      );
      const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tehran' });
      const due = day.format(new Date(items[0]?.dueAt ?? ''));
      const { page, complaints } = await browser.open(`/deadlines?day=${due}`, { language }, hana);
      await page
        .getByRole('main')
        .getByText(items[0]?.reference ?? '')
        .waitFor();
      const chosen = page.locator(`[data-day="${due}"]`);
      expect(await chosen.textContent()).toContain(say('desk.deadlines.due', { count: 3 }));
      await chosen.focus();
      await page.keyboard.press('ArrowDown');
      await page.getByText(say('desk.deadlines.none')).waitFor();
      await page.keyboard.press('ArrowUp');
      await page
        .getByRole('main')
        .getByText(items[0]?.reference ?? '')
        .waitFor();
      await tabTo(page, say('desk.deadlines.queue'));
      // The cases of the day come before it.
      await page.getByRole('link', { name: say('desk.deadlines.queue') }).press('Enter');
      await page.locator('[data-row]').nth(2).waitFor();
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  });

  it('are written in Persian digits by Jalali months', async () => {
    const { page } = await browser.open('/figures?dashboard=management', { language: 'fa' }, sara);
    const title = deskText('fa', 'desk.figures.by-period', {
      measure: deskText('fa', 'desk.measure.received'),
      bucket: deskText('fa', 'desk.bucket.month'),
    });
    const rows = await numbersOf(page, title, deskText('fa', 'desk.figures.numbers'));
    const month = new Intl.DateTimeFormat('fa-IR-u-ca-persian-nu-arabext', { month: 'long', timeZone: 'Asia/Tehran' });
    expect(rows.at(-1)?.[0]).toContain(month.format(new Date()));
    expect(rows.flat().join(' ')).not.toMatch(LATIN_DIGIT);
    await page.context().close();
  });
});
