import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import { createHash } from 'node:crypto';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { type Colleague, StaffBrowser } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];

interface Evidence {
  readonly events: readonly { readonly canonical: string; readonly hash: string }[];
}

suite(inBrowser('Compliance'), () => {
  let redress: RunningRedress;
  let browser: StaffBrowser;
  let cyrus: Colleague;
  let reference: string;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    browser = await StaffBrowser.launch(redress);
    cyrus = await browser.colleague('cyrus', 'compliance');
    const hana = await browser.colleague('hana', 'handler');
    const lodged = await browser.ask<{ reference: string }>(hana, 'POST', '/api/complaints', {
      description: 'The fee was taken twice.',
      channel: 'phone',
    });
    ({ reference } = lodged);
    await redress.settled();
  });

  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  it.each(languages)(
    'draws in %s the proof of a case, and gives the file by which others can check it',
    async (language) => {
      const say = (key: DeskTextKey): string => deskText(language, key);
      const { page, complaints } = await browser.open('/compliance', { language }, cyrus);
      await page.getByLabel(say('desk.fact.reference')).fill(reference);
      await page.getByRole('button', { name: say('desk.replay.show') }).click();
      await page.getByText(say('desk.proof.intact')).first().waitFor();
      const link = page.getByRole('link', { name: say('desk.proof.download') });
      const answer = await page.request.get(new URL((await link.getAttribute('href')) ?? '', page.url()).href, {
        headers: { authorization: `Bearer ${cyrus.token}` },
      });
      const { events } = (await answer.json()) as Evidence;
      expect(await page.getByText(say('desk.proof.intact')).count()).toBe(events.length);
      for (const { canonical, hash } of events) expect(createHash('sha256').update(canonical).digest('hex')).toBe(hash);

      // The changes of each event are shown step by step with the same slider as on the page of a case.
      const slider = page.getByRole('slider', { name: say('desk.travel') });
      await slider.focus();
      await page.keyboard.press('End');
      expect(await slider.inputValue()).toBe(String(events.length - 1));
      expect(await violationsOf(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );
});
