import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, RunningRedress } from '@redress/testing';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import PostalMime from 'postal-mime';
// Where specs find a browser is said once. No build contains either app's specs.
/* eslint-disable @nx/enforce-module-boundaries */
import { hasBrowser, inBrowser } from '../../../web/e2e/browser.js';
import { type Colleague, StaffBrowser } from '../../../web/e2e/staff-browser.js';
/* eslint-enable @nx/enforce-module-boundaries */
import { HostileMarks, RAN } from './hostile-marks.js';
import { type MarkedRun, runMarked } from './marked-run.js';

const LANGUAGES = ['en', 'fa'] as const;
const RUN_MS = 240_000;
/** What a spreadsheet would calculate. */
const FORMULA = '=HYPERLINK("https://example.org";"look")';

describe('Hostile texts in every field that people can fill', () => {
  const marks = new HostileMarks();
  let redress: RunningRedress;
  let run: MarkedRun;
  let references: readonly string[];

  beforeAll(async () => {
    redress = await RunningRedress.start();
    run = await runMarked(redress, marks);
    const letter = {
      description: marks.text('description of a letter'),
      channel: 'letter',
      product: FORMULA,
      complainant: { name: marks.text('name on a letter'), postalAddress: marks.text('address on a letter') },
    };
    await run.office.post('ida', '/api/complaints', letter);
    await redress.settled();
    const { body } = await run.office.get<{ items: readonly { reference: string }[] }>('hana', '/api/cases');
    references = body.items.map(({ reference }) => reference);
  }, RUN_MS);

  afterAll(() => redress[Symbol.asyncDispose]());

  it('are in e-mails as text alone', async () => {
    const folder = join(redress.data, 'outbox');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.eml'));
    expect(names.length).toBeGreaterThan(3);
    const mails = await Promise.all(names.map(async (name) => PostalMime.parse(await readFile(join(folder, name)))));
    expect(mails.filter(({ html }) => html !== undefined)).toEqual([]);
    // A name that ends a header would write the next one.
    expect(
      mails
        .flatMap(({ to = [] }) => to.map(({ address }) => address))
        .filter((to) => !/^m[\da-f]+@example\.org$/.test(to ?? '')),
    ).toEqual([]);
    expect(
      marks.wholeIn(mails.map(({ text = '' }) => text.replaceAll('\r\n', '\n')).join('\n')).length,
    ).toBeGreaterThan(0);
  });

  it('are in letters without anything that a reader of PDF would run', async () => {
    const asked = references.map((reference) =>
      run.office.get<{ items: readonly { messageId: string; channel: string }[] }>(
        'hana',
        `/api/notifications?reference=${reference}`,
      ),
    );
    const sent = (await Promise.all(asked)).flatMap(({ body }) => body.items);
    const letters = sent.filter(({ channel }) => channel === 'letter');
    expect(letters.length).toBeGreaterThan(0);
    for (const { messageId } of letters) {
      const printed = await fetch(`${redress.url}/api/notifications/${messageId}/letter.pdf`, {
        headers: { authorization: `Bearer ${run.office.tokenFor('hana')}` },
      });
      const document = Buffer.from(await printed.arrayBuffer()).toString('latin1');
      expect(document).toMatch(/^%PDF-/);
      expect(document).not.toMatch(/\/(?:JavaScript|JS|OpenAction|AA|Launch|URI|EmbeddedFile)\b/);
    }
  });

  it('are in tables for spreadsheets as text, which calculates nothing', async () => {
    const answered = await fetch(`${redress.url}/api/analytics/export?format=csv`, {
      headers: { authorization: `Bearer ${run.office.tokenFor('cyrus')}` },
    });
    const table = await answered.text();
    expect(table).toContain(`"'${FORMULA.replaceAll('"', '""')}"`);
    expect(table.split(/[,\r\n]/).filter((cell) => /^"?[=+@-]/.test(cell))).toEqual([]);
  });

  (hasBrowser ? describe : describe.skip)(inBrowser('Pages'), () => {
    let browser: StaffBrowser;
    let staff: Readonly<Record<'hana' | 'sara' | 'cyrus', Colleague>>;
    beforeAll(async () => {
      browser = await StaffBrowser.launch(redress);
      const [hana, sara, cyrus] = await Promise.all([
        browser.colleague('hana', 'handler'),
        browser.colleague('sara', 'supervisor'),
        browser.colleague('cyrus', 'compliance'),
      ]);
      staff = { hana, sara, cyrus };
    });
    afterAll(() => browser.close());

    /** What a text became on a page besides a text. */
    function becameOf(page: Page): Promise<readonly unknown[]> {
      return page.evaluate(
        (ran) => [
          ...(ran in window ? ['it ran'] : []),
          ...[...document.querySelectorAll('[onerror], [onload], img[src="x"], svg[onload]')].map(
            ({ outerHTML }) => outerHTML,
          ),
        ],
        RAN,
      );
    }

    describe.each(LANGUAGES)('in %s', (language) => {
      it(
        'of the desk show them as text, and run nothing',
        async () => {
          const { hana, sara, cyrus } = staff;
          const places: readonly (readonly [string, Colleague])[] = [
            ...references.map((reference) => [`/cases/${reference}`, hana] as const),
            [`/cases/${run.reference}?revision=3`, hana],
            ['/work', hana],
            ['/cases', hana],
            ['/tasks', hana],
            ['/figures', sara],
            ['/compliance', cyrus],
          ];
          let shown = '';
          for (const [path, colleague] of places) {
            const { page, complaints } = await browser.open(path, { language }, colleague);
            await page.getByRole('heading', { level: 1 }).first().waitFor();
            for (const hidden of await page.locator('main input[type=checkbox]:not(:checked):visible').all())
              if (path.startsWith('/cases/')) await hidden.check();
            expect([path, await becameOf(page), complaints]).toEqual([path, [], []]);
            shown += await page.locator('main').evaluate((main) => main.textContent);
            await page.context().close();
          }
          expect(shown).toContain(FORMULA);
          expect(marks.wholeIn(shown).length).toBeGreaterThan(30);
        },
        RUN_MS,
      );

      it('for their complainant show them as text, and run nothing', async () => {
        const { page, complaints } = await browser.open('/track', { language });
        await page.locator('#reference').fill(run.reference);
        await page.locator('#code').fill(run.secrets[1] ?? '');
        await page.locator('form[action="/track"] button').click();
        await page.locator('#what-you-can-do').waitFor();
        expect([await becameOf(page), complaints]).toEqual([[], []]);
        expect(marks.wholeIn((await page.locator('main').textContent()) ?? '').length).toBeGreaterThan(5);
        await page.context().close();
      });
    });
  });

  it('come back from the API as data that no browser opens as a page', async () => {
    for (const reference of references) {
      const answered = await fetch(`${redress.url}/api/cases/${reference}`, {
        headers: { authorization: `Bearer ${run.office.tokenFor('hana')}` },
      });
      expect(answered.headers.get('content-type')).toMatch(/^application\/json/);
      expect(answered.headers.get('x-content-type-options')).toBe('nosniff');
    }
    const refused = await call('POST', `${redress.url}/api/track`, { body: { reference: marks.text('reference') } });
    expect(refused.status).toBeGreaterThanOrEqual(400);
  });
});
