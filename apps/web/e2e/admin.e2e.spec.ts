import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import type { TextValues } from '@redress/texts/web';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
/** Every page, read by axe twice, on a machine that does much else. */
const PAGES_MS = 300_000;

const languages = ['en', 'fa'] as const satisfies readonly Language[];

suite(inBrowser('Administration'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let adam: Colleague;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    browser = await StaffBrowser.launch(redress);
    adam = await browser.colleague('adam', 'admin');
  });

  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  describe.each(languages)('in %s', (language) => {
    const say = (key: DeskTextKey, values?: TextValues): string => deskText(language, key, values);

    it(
      'drafts a version of a policy in fields and YAML at once, says what is wrong at its field, and publishes it',
      async () => {
        const number = language === 'en' ? 4 : 5;
        const version = `generic@${number}`;
        const { page, complaints } = await browser.open('/admin/policies/generic@3', { language }, adam);
        await page.getByRole('link', { name: say('desk.policies.draft-next') }).click();
        await page.getByRole('heading', { name: say('desk.policies.draft-title', { version }) }).waitFor();
        const yaml = page.locator('#policy-yaml');
        const years = page.getByLabel(say('desk.policies.retention'));
        await years.fill('0');
        expect(await yaml.inputValue()).toContain('retentionYears: 0');
        await page.getByRole('button', { name: say('desk.policies.save') }).click();
        await page.getByRole('alert').waitFor();
        expect(await years.getAttribute('aria-invalid')).toBe('true');
        expect(await violationsOf(page)).toEqual([]);

        // What has no field of its own is named by its line.
        await yaml.fill((await yaml.inputValue()).replace('anchor: received', 'anchor: never'));
        await years.fill(language === 'fa' ? '۷' : '7');
        await page.getByRole('button', { name: say('desk.policies.save') }).click();
        const line = (await yaml.inputValue()).split('\n').findIndex((text) => text.includes('anchor: never')) + 1;
        const [lineWords = ''] = say('desk.policies.fault-line', { line, fault: '' }).split(':');
        await page.getByRole('alert').getByText(lineWords).waitFor();
        await yaml.fill((await yaml.inputValue()).replace('anchor: never', 'anchor: received'));
        await page.getByRole('button', { name: say('desk.policies.save') }).click();
        await page.getByRole('button', { name: say('desk.policies.publish') }).click();
        const dialog = page.getByRole('dialog', { name: say('desk.policies.publish') });
        expect(await violationsOf(page)).toEqual([]);
        await dialog.getByRole('button', { name: say('desk.policies.publish') }).click();
        await page.getByText(say('desk.policies.published'), { exact: true }).waitFor();
        const published = await browser.ask<{ standing: string; policy: { retentionYears: number } }>(
          adam,
          'GET',
          `/api/policies/generic/${number}`,
        );
        expect(published).toMatchObject({ standing: 'published', policy: { retentionYears: 7 } });

        await page.getByLabel(say('desk.policies.compare')).selectOption('generic@3');
        const diff = page.getByRole('region', {
          name: say('desk.policies.diff', { from: 'generic@3', to: version }),
        });
        await diff.getByText('retentionYears: 7').waitFor();
        expect(await violationsOf(page)).toEqual([]);
        expect(complaints).toEqual([]);
        await page.context().close();
      },
      PAGES_MS,
    );

    it(
      'says what would hold for a complaint, with the reason for each date',
      async () => {
        const { page, complaints } = await browser.open('/admin/policies', { language }, adam);
        await page.getByRole('button', { name: say('desk.simulator.show') }).click();
        const reason = page.locator('[role=status] details').first();
        await reason.locator('summary').click();
        expect(await reason.locator('li').count()).toBeGreaterThan(0);
        expect(await violationsOf(page)).toEqual([]);
        expect(complaints).toEqual([]);
        await page.context().close();
      },
      PAGES_MS,
    );

    it(
      'shows a year of a calendar by either count of years',
      async () => {
        const { page, complaints } = await browser.open('/admin/calendars', { language }, adam);
        await page.getByLabel(say('desk.calendar.which')).selectOption('iran@1');
        for (const system of ['desk.calendar.gregorian', 'desk.calendar.jalali'] as const) {
          await page.getByLabel(say(system)).check();
          await page.locator('table caption').nth(11).waitFor();
          expect(await page.locator('table').count()).toBe(12);
        }
        const text = (await page.locator('table').allTextContents()).join(' ');
        if (language === 'fa') expect(text).not.toMatch(/\d/);
        expect(complaints).toEqual([]);
        await page.context().close();
      },
      PAGES_MS,
    );

    it(
      'shows how far each view is, and builds one anew once it has said what that does',
      async () => {
        const { page, complaints } = await browser.open('/admin/views', { language }, adam);
        const row = page.locator('main li').filter({ hasText: 'sent-messages' });
        await row.getByText(say('desk.views.behind', { events: 0 })).waitFor();
        await row.getByRole('button').click();
        const dialog = page.getByRole('dialog', { name: say('desk.views.rebuild-title', { view: 'sent-messages' }) });
        expect(await violationsOf(page)).toEqual([]);
        await dialog.getByRole('button', { name: say('desk.views.rebuild') }).click();
        await row.locator('.text-done').nth(1).waitFor();
        expect(complaints).toEqual([]);
        await page.context().close();
      },
      PAGES_MS,
    );

    it('says what shows the same on the server, where services run apart and nobody answers for all', async () => {
      const { page } = await browser.open('/admin', { language }, adam);
      const problem = {
        type: 'about:blank',
        title: 'Not found',
        status: 404,
        code: 'not-found',
        detail: '',
        instance: '',
      };
      await page.route('**/api/operations/**', (route) =>
        route.fulfill({ status: 404, contentType: 'application/problem+json', json: problem }),
      );
      for (const [way, command] of [
        ['desk.admin.views', 'redress views'],
        ['desk.admin.health', 'redress doctor'],
      ] as const) {
        await page.getByRole('link', { name: say(way) }).click();
        await page.getByText(say('desk.operations.elsewhere')).waitFor();
        await page.locator('bdi').getByText(command, { exact: true }).waitFor();
        expect(await violationsOf(page)).toEqual([]);
      }
      await page.context().close();
    });

    it(
      'says what is wrong with the installation, the worst first, and with what helps',
      async () => {
        const { page, complaints } = await browser.open('/admin/health', { language }, adam);
        await page.getByRole('status').filter({ hasText: /./ }).first().waitFor();
        // Without a mail server, as every trial begins.
        const first = page.locator('main li').first();
        expect(await first.textContent()).toContain(say('desk.health.warn'));
        expect(await page.locator('main li').filter({ hasText: 'REDRESS_SMTP_URL' }).count()).toBe(1);
        expect(complaints).toEqual([]);
        await page.context().close();
      },
      PAGES_MS,
    );

    it(
      'has no page that axe finds fault with in light or dark colours, or that is wider than a telephone',
      async () => {
        for (const path of [
          '/admin',
          '/admin/policies',
          '/admin/policies/generic@3',
          '/admin/policies/generic@3/draft',
          '/admin/calendars',
          '/admin/views',
          '/admin/deliveries',
          '/admin/health',
        ]) {
          const { page } = await browser.open(path, { language }, adam);
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
});
