import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Language } from '@redress/contracts';
import { RunningRedress } from '@redress/testing';
import { deskText, type DeskTextKey } from '@redress/texts/desk';
import type { TextValues } from '@redress/texts/web';
import { createHash } from 'node:crypto';
import { hasBrowser, inBrowser, violationsOf } from './browser.js';
import { latinIn } from './latin-in.js';
import { type Colleague, StaffBrowser, tabTo } from './staff-browser.js';

const suite = hasBrowser ? describe : describe.skip;
const languages = ['en', 'fa'] as const satisfies readonly Language[];

interface Evidence {
  readonly events: readonly { readonly canonical: string; readonly hash: string; readonly type: string }[];
}

/** Notes of a case, so that its chain does not fit on one page. */
const NOTES = 30;

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
    for (let note = 0; note < NOTES; note += 1)
      await browser.ask(hana, 'POST', `/api/cases/${reference}/add-note`, { text: 'Called.', visibility: 'internal' });
    await redress.settled();
  });

  afterAll(async () => {
    await browser.close();
    await redress[Symbol.asyncDispose]();
  });

  it.each(languages)('says in %s which events are parked and why, and retries them', async (language) => {
    const say = (key: DeskTextKey, values?: TextValues): string => deskText(language, key, values);
    const { page, complaints } = await browser.open('/compliance', { language }, cyrus);
    await page.getByRole('link', { name: say('desk.parked') }).click();
    await page.getByText(say('desk.parked.none')).waitFor();
    expect(await violationsOf(page)).toEqual([]);

    // A healthy system parks nothing.
    const one = { view: 'cases', kind: 'view', revision: 3, eventType: 'NoteAdded', error: 'TypeError', attempts: 2 };
    const parkedAt = '2026-11-02T08:00:00.000Z';
    let items = [
      { ...one, reference, parkedAt },
      { ...one, reference: null, parkedAt },
    ];
    const retries: unknown[] = [];
    await page.route('**/api/operations/parked', (route) => route.fulfill({ json: { items, truncated: false } }));
    await page.route('**/api/operations/parked/cases/retry', (route) => {
      retries.push(route.request().postDataJSON());
      items = items.slice(1);
      return route.fulfill({ json: { done: 1 - (retries.length - 1), stillParked: retries.length - 1 } });
    });
    await page.getByRole('button', { name: say('desk.operations.again') }).click();
    await page.getByText(say('desk.parked.unnamed')).waitFor();
    await page
      .getByText(say('desk.parked.at', { event: say('desk.event.note'), revision: 3 }))
      .first()
      .waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: say('desk.parked.retry-one', { reference }) }).click();
    await page.getByRole('link', { name: reference }).waitFor({ state: 'detached' });
    items = [{ ...one, reference: null, parkedAt }];
    await tabTo(page, say('desk.parked.retry-all'));
    await page.keyboard.press('Enter');
    await page.getByText(say('desk.parked.none')).waitFor();
    expect(retries).toEqual([{ reference }, {}]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each(languages)('skips in %s a parked event with a reason, and says who skipped it and why', async (language) => {
    const say = (key: DeskTextKey, values?: TextValues): string => deskText(language, key, values);
    const { page, complaints } = await browser.open('/compliance', { language }, cyrus);
    const event = { view: 'cases', kind: 'view', reference, revision: 3, eventType: 'NoteAdded', error: 'TypeError' };
    const at = '2026-11-02T08:00:00.000Z';
    const reason = language === 'fa' ? 'این یادداشت دو بار ثبت شده است.' : 'A note that was written twice.';
    const sent: unknown[] = [];
    const lists = {
      parked: [
        { ...event, parkedAt: at, attempts: 2 },
        { ...event, revision: 0, parkedAt: at, attempts: 1 },
      ],
      skipped: [] as object[],
    };
    await page.route('**/api/operations/parked', (route) =>
      route.fulfill({ json: { items: lists.parked, truncated: false } }),
    );
    await page.route('**/api/operations/parked/skipped', (route) =>
      route.fulfill({ json: { items: lists.skipped, truncated: false } }),
    );
    await page.route('**/api/operations/parked/cases/skip', (route) => {
      sent.push(route.request().postDataJSON());
      // The server itself says what is wrong with a reason that is missing.
      if (sent.length === 1) return route.fallback();
      lists.parked = lists.parked.slice(1);
      lists.skipped = [{ ...event, reason, at, by: 'cyrus' }];
      return route.fulfill({ json: { done: 1, stillParked: 0 } });
    });
    await page.getByRole('link', { name: say('desk.parked') }).click();
    const ask = page.getByRole('button', { name: say('desk.parked.skip-one', { reference }) });
    await ask.waitFor();
    // A view shows nothing of a complaint without its first event.
    expect(await ask.count()).toBe(1);
    await ask.click();
    const dialog = page.getByRole('dialog', { name: say('desk.parked.skip-title') });
    await dialog.getByText(say('desk.parked.skip-view-hint')).waitFor();
    await dialog.getByRole('button', { name: say('desk.parked.skip') }).click();
    await dialog.locator('#reason-error').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await dialog.getByLabel(say('desk.field.reason')).fill(reason);
    await dialog.getByRole('button', { name: say('desk.parked.skip') }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: say('desk.parked.skipped') }).waitFor();
    await page.getByText(reason).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(sent.slice(1)).toEqual([{ reference, revision: 3, reason }]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each(languages)('draws in %s a sample that its address draws again', async (language) => {
    const say = (key: DeskTextKey, values?: TextValues): string => deskText(language, key, values);
    const { page, complaints } = await browser.open('/compliance', { language }, cyrus);
    await page.getByRole('link', { name: say('desk.sample') }).click();
    await page.locator('#seed').fill('2026-3');
    await page.locator('#size').selectOption('10');
    await tabTo(page, say('desk.sample.draw'));
    await page.keyboard.press('Enter');
    const drawn = page.getByRole('heading', {
      name: say('desk.sample.drawn', { cases: 1, population: 1, seed: '2026-3' }),
    });
    await drawn.waitFor();
    await page.getByRole('link', { name: reference }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.reload();
    await drawn.waitFor();
    expect(await page.locator('#seed').inputValue()).toBe('2026-3');
    // An address that somebody changed by hand.
    await page.goto(`${new URL(page.url()).origin}/compliance/sample?seed=2026-3&size=many`);
    await page.locator('#size-error').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each(languages)('says in %s what is wrong with the log, wholly in that language', async (language) => {
    const say = (key: DeskTextKey): string => deskText(language, key);
    const { page } = await browser.open('/compliance', { language }, cyrus);
    const kinds = ['changed', 'missing', 'reordered', 'inserted', 'unreadable', 'cut', 'key-missing'] as const;
    const faults = kinds.map((fault, revision) => ({
      stream: 'complaint-7K3M9QXD41PC',
      revision,
      fault,
      detail: 'Its content is English.',
    }));
    const whole = {
      stream: '$all',
      revision: -1,
      position: '17',
      fault: 'missing',
      detail: 'Position 17 is left out.',
    };
    const counts = { events: 40, streams: 2, faultCount: 8 };
    await page.route('**/api/compliance/verify', (route) =>
      route.fulfill({ json: { state: 'failed', ...counts, faults: [...faults, whole] } }),
    );
    await page.reload();
    await page.getByText(say('desk.verify.details')).waitFor();
    for (const kind of kinds)
      await page
        .getByText(say(`desk.verify.fault.${kind}`))
        .first()
        .waitFor();
    await page.getByText('$all 17', { exact: true }).waitFor();
    if (language === 'fa') expect(await latinIn(page)).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  /** Opens the proof of the case, with what the API answers changed by `alter`. */
  async function proofOf(language: Language, alter: (evidence: Evidence) => Evidence = (evidence) => evidence) {
    const opened = await browser.open('/compliance', { language }, cyrus);
    await opened.page.route('**/evidence', async (route) => {
      const headers = { ...route.request().headers(), authorization: `Bearer ${cyrus.token}` };
      const answer = await route.fetch({ headers });
      await route.fulfill({ response: answer, json: alter((await answer.json()) as Evidence) });
    });
    await opened.page.getByLabel(deskText(language, 'desk.fact.reference')).fill(reference);
    await opened.page.getByRole('button', { name: deskText(language, 'desk.replay.show') }).click();
    await opened.page.getByText(deskText(language, 'desk.proof.again')).waitFor();
    return opened;
  }

  it.each(languages)(
    'computes in %s the chain of a case again, draws it, and gives the file by which others can check it',
    async (language) => {
      const say = (key: DeskTextKey, values?: TextValues): string => deskText(language, key, values);
      const { page, complaints } = await proofOf(language);
      const link = page.getByRole('link', { name: say('desk.proof.download') });
      const answer = await page.request.get(new URL((await link.getAttribute('href')) ?? '', page.url()).href, {
        headers: { authorization: `Bearer ${cyrus.token}` },
      });
      const { events } = (await answer.json()) as Evidence;
      expect(events.length).toBeGreaterThan(NOTES);
      for (const { canonical, hash } of events) expect(createHash('sha256').update(canonical).digest('hex')).toBe(hash);
      await page.getByText(say('desk.proof.again-right', { count: events.length })).waitFor();
      const last = events.at(-1)?.hash ?? '';
      expect(await page.getByText(last, { exact: true }).count()).toBe(1);

      await page.getByRole('button', { name: say('desk.verify.run') }).click();
      await page.getByText(say('desk.proof.covered', { at: '…' }).split('…')[1] ?? '').waitFor();

      const drawn = page.locator('ol > li').filter({ hasText: say('desk.proof.all-right') });
      expect(await drawn.count()).toBe(25);
      await tabTo(page, say('desk.proof.after'));
      await page.keyboard.press('Enter');
      await page
        .getByText(say('desk.proof.shown', { from: 25, to: events.length - 1, count: events.length }))
        .waitFor();
      expect(await drawn.count()).toBe(events.length - 25);
      await page.getByRole('button', { name: say('desk.proof.follow', { event: 26 }) }).click();
      await page.getByText(say('desk.proof.included', { event: 26, steps: events.length - 27 })).waitFor();
      await page
        .locator('summary')
        .filter({ hasText: say('desk.proof.table') })
        .click();
      const right = page.getByRole('cell', { name: say('desk.proof.right'), exact: true });
      expect(await right.count()).toBe(3 * (events.length - 25));

      await page.locator('#hash').fill('f'.repeat(63));
      await page.keyboard.press('Enter');
      await page.getByText(say('desk.proof.kept-form')).waitFor();
      for (const [hash, words] of [
        ['f'.repeat(64), say('desk.proof.kept-unknown')],
        [events[2]?.hash ?? '', say('desk.proof.kept-whole', { event: 2 })],
      ] as const) {
        await page.locator('#hash').fill(hash);
        await page.keyboard.press('Enter');
        await page.getByText(words).waitFor();
      }

      // The changes of each event are shown step by step with the same slider as on the page of a case.
      const slider = page.getByRole('slider', { name: say('desk.travel') });
      await slider.focus();
      await page.keyboard.press('End');
      expect(await slider.inputValue()).toBe(String(events.length - 1));
      expect(await violationsOf(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it.each(languages)('says in %s which event is not the original, whatever the server says of it', async (language) => {
    const say = (key: DeskTextKey, values?: TextValues): string => deskText(language, key, values);
    let last = 0;
    const { page } = await proofOf(language, ({ events, ...evidence }) => {
      last = events.length - 1;
      const altered = events.map((event, index) =>
        index === 28 ? { ...event, canonical: event.canonical.replace('internal', 'External') } : event,
      );
      return { ...evidence, events: altered };
    });
    await page.getByText(say('desk.verify.passed')).first().waitFor();
    await page.getByText(say('desk.proof.again-wrong', { count: 2 })).waitFor();
    await tabTo(page, say('desk.proof.to-wrong'));
    await page.keyboard.press('Enter');
    const wrong = page.locator('ol > li').filter({ hasText: say('desk.proof.content-wrong') });
    await wrong.getByText(say('desk.proof.computed')).waitFor();
    expect(await wrong.count()).toBe(1);
    expect(await page.getByText(say('desk.proof.link-wrong')).count()).toBe(1);
    await page.getByRole('button', { name: say('desk.proof.follow', { event: 30 }) }).click();
    await page.getByText(say('desk.proof.included', { event: 30, steps: last - 30 })).waitFor();
    await page.getByRole('button', { name: say('desk.proof.follow', { event: 28 }) }).click();
    await page.getByText(say('desk.proof.not-included', { event: 28, broken: 28 })).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });
});
