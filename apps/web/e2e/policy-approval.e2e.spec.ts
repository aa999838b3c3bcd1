import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { shippedPolicyOf } from '@redress/policies';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import type { Page } from 'playwright-core';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];
/** Two people, each with several steps. */
const APPROVAL_MS = 120_000;

suite(inBrowser('The publication of a policy by two people'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let adam: Colleague;
  let zoe: Colleague;

  beforeAll(async () => {
    redress = await RunningRedress.start({ env: { REDRESS_POLICY_APPROVAL: 'two' } });
    browser = await StaffBrowser.launch(redress);
    adam = await browser.colleague('adam', 'admin');
    zoe = await browser.colleague('zoe', 'admin');
  });

  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  it.each(languages)(
    'is proposed, rejected with a reason, proposed again and approved in %s, and the history tells all of it',
    async (language) => {
      const say = (key: DeskTextKey, values = {}): string => deskText(language, key, values);
      const [name, version] = [`loans-${language}`, `loans-${language}@1`];
      const policy = { ...shippedPolicyOf('generic@3'), version, scope: { products: [name] } };
      await browser.ask(adam, 'POST', `/api/policies/${name}/draft`, { policy });

      // One person proposes it, and is told why it is not theirs to approve.
      const { page, complaints } = await browser.open(`/admin/policies/${version}`, { language }, adam);
      const propose = async (): Promise<void> => {
        await page.getByRole('button', { name: say('desk.policies.propose') }).click();
        const dialog = page.getByRole('dialog', { name: say('desk.policies.propose') });
        await dialog.getByText(say('desk.policies.propose-hint')).waitFor();
        expect(await violationsOf(page)).toEqual([]);
        await dialog.getByRole('button', { name: say('desk.policies.propose') }).click();
        await page.getByText(say('desk.policies.own-proposal')).waitFor();
      };
      expect(await page.getByRole('button', { name: say('desk.policies.publish') }).count()).toBe(0);
      await propose();
      expect(await page.getByRole('button', { name: say('desk.policies.approve') }).count()).toBe(0);
      await page.getByRole('button', { name: say('desk.policies.withdraw') }).waitFor();
      expect(await violationsOf(page)).toEqual([]);

      // Another one finds it in the list, and is asked for the reason of a rejection.
      const { page: second } = await browser.open('/admin/policies', { language }, zoe);
      await second.setViewportSize({ width: 360, height: 800 });
      await second.getByRole('heading', { name: say('desk.policies.waiting') }).waitFor();
      expect(await violationsOf(second)).toEqual([]);
      expect(await isWide(second)).toBe(false);
      await second.getByRole('link', { name: version }).click();
      const changes = say('desk.policies.diff', { from: 'basic@1', to: version });
      await second.getByRole('region', { name: changes }).waitFor();
      await second.getByRole('button', { name: say('desk.policies.reject') }).click();
      await second.getByRole('alert').waitFor();
      expect(await second.locator('#reason').getAttribute('aria-invalid')).toBe('true');
      expect(await violationsOf(second)).toEqual([]);
      expect(await isWide(second)).toBe(false);
      await second.locator('#reason').fill('…');
      await tabTo(second, say('desk.policies.reject'));
      await second.keyboard.press('Enter');
      await second.getByText(say('desk.policies.act.rejected'), { exact: true }).waitFor();

      await page.reload();
      await propose();
      await second.reload();
      await second.getByRole('button', { name: say('desk.policies.approve') }).click();
      await second.getByText(say('desk.policies.act.approved'), { exact: true }).waitFor();
      expect(await violationsOf(second)).toEqual([]);
      const { items } = await browser.ask<{ items: { event: string; by: string }[] }>(
        zoe,
        'GET',
        `/api/policies/${name}/1/history`,
      );
      expect(items.map(({ event, by }) => `${by} ${event}`)).toEqual([
        'adam PolicyDrafted',
        'adam PolicyProposed',
        'zoe PolicyRejected',
        'adam PolicyProposed',
        'zoe PolicyApproved',
        'zoe PolicyPublished',
      ]);
      expect(complaints).toEqual([]);
      for (const opened of [page, second]) await opened.context().close();
    },
    APPROVAL_MS,
  );

  it('ends a proposal that is changed, as the page of the draft says before', async () => {
    const policy = { ...shippedPolicyOf('generic@3'), version: 'cards@1', scope: { products: ['card'] } };
    await browser.ask(adam, 'POST', '/api/policies/cards/draft', { policy });
    const { contentHash } = await browser.ask(adam, 'GET', '/api/policies/cards/1');
    await browser.ask(adam, 'POST', '/api/policies/cards/propose', { version: 1, contentHash });
    const { page } = await browser.open('/admin/policies/cards@1/draft', { language: 'en' }, zoe);
    await page.getByText(deskText('en', 'desk.policies.edit-ends')).waitFor();
    await page.getByLabel(deskText('en', 'desk.policies.retention')).fill('9');
    await page.getByRole('button', { name: deskText('en', 'desk.policies.save') }).click();
    await page.getByRole('button', { name: deskText('en', 'desk.policies.propose') }).waitFor();
    expect(await page.getByText(deskText('en', 'desk.policies.waiting')).count()).toBe(0);
    await page.context().close();
  });
});

/** Whether a page is wider than its window. */
function isWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}
