import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { call, eventually, RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import type { TextValues } from '@redress/texts/web';
import type { Page } from 'playwright-core';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];
const BOUNCE_TOKEN = 'the-mail-system-knows-this-token';

suite(inBrowser('Forms that begin from what a case holds'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let hana: Colleague;
  let sara: Colleague;
  let cyrus: Colleague;

  beforeAll(async () => {
    redress = await RunningRedress.start({ env: { REDRESS_BOUNCE_TOKEN: BOUNCE_TOKEN } });
    browser = await StaffBrowser.launch(redress);
    hana = await browser.colleague('hana', 'handler');
    sara = await browser.colleague('sara', 'supervisor');
    cyrus = await browser.colleague('cyrus', 'compliance');
  });

  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  async function lodged(email = 'robin@example.org'): Promise<{ reference: string; trackingCode: string }> {
    const answer = await browser.ask<{ reference: string; trackingCode: string }>(hana, 'POST', '/api/complaints', {
      description: 'The fee was taken twice.',
      product: 'credit-card',
      channel: 'email',
      complainant: { name: 'Robin Doe', email },
    });
    await redress.settled();
    return answer;
  }

  describe.each(languages)('in %s', (language) => {
    const say = (key: DeskTextKey, values?: TextValues): string => deskText(language, key, values);

    /** Opens the form of a command by its button, with the keyboard. */
    async function opened(page: Page, verb: DeskTextKey) {
      const button = page.locator('#actions').getByRole('button', { name: say(verb), exact: true });
      await button.focus();
      await page.keyboard.press('Enter');
      const form = page.locator('form[aria-labelledby=command-title]');
      await form.waitFor();
      return { form, send: () => form.getByRole('button', { name: say(verb) }).click() };
    }

    it('corrects details from what they are, and shows what changes', async () => {
      const { reference } = await lodged();
      const { page, complaints } = await browser.open(`/cases/${reference}`, { language }, hana);
      const { form, send } = await opened(page, 'desk.command.correct-details');
      expect(await page.locator('#product').inputValue()).toBe('credit-card');
      expect(await page.locator('[id="complainant/email"]').inputValue()).toBe('robin@example.org');
      await form.getByText(say('desk.correct.no-changes')).waitFor();

      await page.locator('#product').fill('');
      await send();
      await form.locator('#product-error', { hasText: say('desk.correct.emptied') }).waitFor();

      await page.locator('#product').fill('loan');
      await page.locator('[id="complainant/name"]').fill('Robin Dow');
      const changes = form.locator('section', { hasText: say('desk.correct.changes') });
      await changes.getByText('credit-card').waitFor();
      await changes.getByText('Robin Dow').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await send();
      await page.getByText(say('desk.form.done')).waitFor();
      expect(await browser.ask(hana, 'GET', `/api/cases/${reference}`)).toMatchObject({
        product: 'loan',
        complainant: { name: 'Robin Dow', email: 'robin@example.org' },
        corrections: [{ details: ['product', 'complainant'] }],
      });
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('sends a message again that came back, to a new address', async () => {
      const { reference } = await lodged();
      const { body } = await eventually(
        () =>
          call<{ items?: { messageId: string; outcome: string }[] }>(
            'GET',
            `${redress.url}/api/notifications?reference=${reference}`,
            { token: hana.token },
          ),
        (answer) => answer.body.items?.some(({ outcome }) => outcome === 'sent') === true,
      );
      const messageId = body.items?.[0]?.messageId;
      await call('POST', `${redress.url}/api/notifications/bounces`, {
        token: BOUNCE_TOKEN,
        body: { messageId, status: '5.1.1' },
      });
      await redress.settled();
      const { page, complaints } = await browser.open(`/cases/${reference}`, { language }, hana);
      const { send } = await opened(page, 'desk.command.resend');
      await page.locator('#messageId').selectOption({ index: 1 });
      await page.locator('#email').fill('robin@example.net');
      expect(await violationsOf(page)).toEqual([]);
      await send();
      await page.getByText(say('desk.form.done')).waitFor();
      expect(await browser.ask(hana, 'GET', `/api/cases/${reference}`)).toMatchObject({
        undelivered: [],
        complainant: { email: 'robin@example.net' },
      });
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('shows a new tracking code once, with which the complaint is followed', async () => {
      const { reference, trackingCode: lost } = await lodged();
      const { page, complaints } = await browser.open(`/cases/${reference}`, { language }, hana);
      const { form, send } = await opened(page, 'desk.command.issue-tracking-code');
      await form.locator('[name=toComplainant][value=no]').check();
      await page.locator('#reason').fill('They knew the day and the sum.');
      await send();
      const told = page.locator('#actions [role=status]').getByText(say('desk.tracking-code'));
      await told.waitFor();
      expect(await violationsOf(page)).toEqual([]);
      const trackingCode = await told.locator('code, bdi').first().textContent();
      const tracks = (code: string | null) =>
        call('POST', `${redress.url}/api/track`, { body: { reference, trackingCode: code } });
      expect((await tracks(trackingCode)).status).toBe(200);
      expect((await tracks(lost)).status).not.toBe(200);
      await opened(page, 'desk.command.add-tag');
      await told.waitFor({ state: 'detached' });
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('gives open time limits a holiday that was announced late', async () => {
      const { reference } = await lodged();
      const { page, complaints } = await browser.open(`/cases/${reference}`, { language }, sara);
      const { form, send } = await opened(page, 'desk.command.change-calendar');
      await page.locator('#calendar option').nth(1).waitFor({ state: 'attached' });
      await page.locator('#calendar').selectOption({ index: 1 });
      await form.getByRole('button', { name: say('desk.holiday.add') }).click();
      const day = page.locator('[id="added/0/on"]');
      await day.fill(language === 'fa' ? '۱۴۲۰/۰۱/۱۶' : '2041-04-04');
      await page.locator('[id="added/0/names/en"]').fill('Day of mourning');
      await send();
      // The API asks for both names; its fault is shown at the field.
      await form.locator('[id="added/0/names/fa-error"]').waitFor();
      await page.locator('[id="added/0/names/fa"]').fill('عزای عمومی');
      expect(await violationsOf(page)).toEqual([]);
      await send();
      await page.getByText(say('desk.form.done')).waitFor();
      const { events } = await browser.ask<{ events: { type: string; data: object }[] }>(
        sara,
        'GET',
        `/api/cases/${reference}/history`,
      );
      expect(events.findLast(({ type }) => type === 'CalendarChanged')?.data).toMatchObject({
        added: [{ on: '2041-04-04', names: { en: 'Day of mourning', fa: 'عزای عمومی' } }],
      });
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('says which cases may be about the same, and merges one of them', async () => {
      const email = `kim-${language}@example.org`;
      const [{ reference: earlier }, { reference: later }] = [await lodged(email), await lodged(email)];
      const { page, complaints } = await browser.open(`/cases/${later}`, { language }, hana);
      await page.getByRole('link', { name: say('desk.duplicates', { count: 1 }) }).waitFor();
      const hint = page.locator('#duplicates li', { has: page.getByRole('link', { name: earlier }) });
      await hint.getByText(say('desk.duplicates.same-contact')).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await hint.getByRole('button', { name: say('desk.command.merge') }).click();
      const form = page.locator('form[aria-labelledby=command-title]');
      await form.waitFor();
      expect(await page.locator('#into').inputValue()).toBe(earlier);
      await form.getByRole('button', { name: say('desk.command.merge') }).click();
      await page.getByText(say('desk.form.done')).waitFor();
      expect(await browser.ask(hana, 'GET', `/api/cases/${later}`)).toMatchObject({ mergedInto: earlier });
      expect(await hint.count()).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('redacts a message that is chosen by its words', async () => {
      const { reference } = await lodged();
      await browser.ask(hana, 'POST', `/api/cases/${reference}/add-note`, {
        text: 'Her neighbour Mr Smith was there.',
        visibility: 'internal',
      });
      await redress.settled();
      const { page, complaints } = await browser.open(`/cases/${reference}`, { language }, cyrus);
      const { form, send } = await opened(page, 'desk.command.redact-message');
      await form.getByText('Her neighbour Mr Smith was there.').waitFor();
      await tabTo(page, say('desk.form.later'));
      await form.getByText('Her neighbour Mr Smith was there.').click();
      await page.locator('#reason').fill('A third person is named.');
      expect(await violationsOf(page)).toEqual([]);
      await send();
      await page.getByText(say('desk.form.done')).waitFor();
      expect(await page.getByText('Her neighbour Mr Smith was there.').count()).toBe(0);
      await page.getByText(say('desk.said.erased')).first().waitFor();
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  });
});
