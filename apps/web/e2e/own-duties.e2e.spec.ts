import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { policyContentHash, shippedPolicyOf } from '@redress/policies';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import { dayWords } from '@redress/texts/web';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];
const TELEPHONE_WIDTH = 360;
const policy = { ...shippedPolicyOf('generic@3'), version: 'loans@1', scope: { products: ['loan'] } };

suite(inBrowser('My day'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let sara: Colleague;
  let hana: Colleague;

  beforeAll(async () => {
    redress = await RunningRedress.start({ env: { REDRESS_POLICY_APPROVAL: 'two' } });
    browser = await StaffBrowser.launch(redress);
    sara = await browser.colleague('sara', 'supervisor', { also: 'admin' });
    hana = await browser.colleague('hana', 'handler', { also: 'admin' });
    await browser.ask(hana, 'POST', '/api/policies/loans/draft', { policy });
    await browser.ask(hana, 'POST', '/api/policies/loans/propose', {
      version: 1,
      contentHash: policyContentHash(policy),
    });
    const { problem } = await browser.ask<{ problem: string }>(
      sara,
      'POST',
      '/api/analytics/systemic-problems/confirm',
      { group: [{ dimension: 'product', value: 'kettle' }], name: 'Lids crack' },
    );
    for (const [owner, dueOn] of [
      ['sara', '2099-12-31'],
      ['hana', '2099-11-30'],
    ]) {
      const plan = { what: 'Recall the batch.', owner, dueOn };
      await browser.ask(sara, 'POST', `/api/analytics/systemic-problems/${problem}/plan-corrective-action`, plan);
    }
  });
  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  it.each(languages)('shows what waits for its reader and for nobody else, in %s', async (language) => {
    const say = (key: DeskTextKey, values = {}): string => deskText(language, key, values);
    const { page, complaints } = await browser.open('/work', { language }, sara);
    await page.setViewportSize({ width: TELEPHONE_WIDTH, height: 800 });
    await page.getByRole('link', { name: 'loans@1' }).waitFor();
    const day = dayWords('2099-12-31', language);
    await page.getByText(say('desk.systemic.due', { day })).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Lids crack' }).click();
    await page.getByRole('heading', { level: 1, name: 'Lids crack' }).waitFor();

    const { page: author } = await browser.open('/work', { language }, hana);
    await author.getByText(say('desk.day.policies-none')).waitFor();
    const earlier = dayWords('2099-11-30', language);
    await author.getByText(say('desk.systemic.due', { day: earlier })).waitFor();
    expect(await author.getByText(say('desk.systemic.due', { day })).count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
