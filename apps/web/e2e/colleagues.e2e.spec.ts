import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import { type TextValues } from '@redress/texts/web';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;

suite(inBrowser('Members of staff'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let hana: Colleague;
  let sara: Colleague;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    browser = await StaffBrowser.launch(redress);
    const adam = await browser.colleague('adam', 'admin');
    const account = async (username: string, name: string, role: 'handler' | 'supervisor'): Promise<Colleague> => {
      const invitation = { username, name, roles: [role] };
      const { person } = await browser.ask<{ person: string }>(adam, 'POST', '/api/accounts', invitation);
      return browser.colleague(person, role);
    };
    hana = await account('hana', 'Hana Handler', 'handler');
    sara = await account('sara', 'سارا سرپرست', 'supervisor');
  });

  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  describe.each(['en', 'fa'] as const)('in %s', (language) => {
    const say = (key: DeskTextKey, values?: TextValues): string => deskText(language, key, values);

    it('are chosen and shown by their names wherever a case, a list or a figure means them, and never by their ids', async () => {
      const { reference } = await browser.ask<{ reference: string }>(sara, 'POST', '/api/complaints', {
        description: 'The fee was taken twice.',
        channel: 'email',
      });
      await redress.settled();
      const { page, complaints } = await browser.open(`/cases/${reference}`, { language }, sara);
      await page.getByRole('button', { name: say('desk.command.assign'), exact: true }).click();
      const assignee = page.locator('#assignee');
      await assignee.fill('Hanna');
      await page.getByText(say('desk.staff.unknown')).waitFor();
      await assignee.fill('hana handler');
      await page.getByText(say('desk.staff.unknown')).waitFor({ state: 'detached' });
      expect(await violationsOf(page)).toEqual([]);
      await page.locator('#reason').fill('She knows the product.');
      await page.locator('form[aria-labelledby=command-title] button:not([type=button])').click();
      const shown = page.locator('dd', { hasText: 'Hana Handler' });
      await shown.waitFor();
      const said = (await page.locator('main').textContent()) ?? '';
      expect(said).toContain('سارا سرپرست');

      const seen = [said];
      for (const path of ['/cases', '/activity', '/figures?dashboard=work']) {
        await page.goto(redress.url + path);
        await page.getByText('Hana Handler').or(page.getByText('سارا سرپرست')).first().waitFor({ state: 'attached' });
        seen.push((await page.locator('main').textContent()) ?? '');
      }
      for (const { person } of [hana, sara]) expect(seen.filter((words) => words.includes(person))).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('narrow the queue by their names', async () => {
      const { page } = await browser.open(`/cases?assignee=${hana.person}`, { language }, sara);
      await page.getByText(say('desk.filters'), { exact: true }).click();
      const filter = page.getByLabel(say('desk.fact.assignee'));
      expect(await filter.inputValue()).toBe('Hana Handler');
      await filter.fill('سارا سرپرست');
      await filter.blur();
      await page.waitForURL((url) => url.searchParams.get('assignee') === sara.person);
      await page.context().close();
    });
  });
});
