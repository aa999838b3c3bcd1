import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deskAddresses } from '../src/desk/addresses.js';
import { accessibleNames, agreedNames } from './accessible-names.js';
import { hasBrowser, inBrowser } from './browser.js';
import { everyPage, SeenOffice } from './every-page.js';
import { layoutShifts } from './layout-shifts.js';
import { latinIn } from './latin-in.js';

const suite = hasBrowser ? describe : describe.skip;
/** A page with several steps, on a machine that does much else. */
const PAGE_MS = 90_000;
/** A system that starts, and a dozen commands. */
const OPENING_MS = 180_000;

/** Pages on which what stands for a part that is yet to come is lower than that part, so that others move down. */
const STILL_MOVE = new Set(['work', 'case', 'case-past', 'figures', 'compliance', 'admin-policies', 'admin-calendars']);

suite(inBrowser('Every page'), () => {
  let office: SeenOffice | undefined;
  beforeAll(async () => {
    office = await SeenOffice.open();
  }, OPENING_MS);
  afterAll(() => office?.[Symbol.asyncDispose]());

  it('of the desk is looked at here', () => {
    const seen = everyPage.map(({ path }) => path.replace(/\?.*/, ''));
    expect(deskAddresses.length).toBeGreaterThan(5);
    expect(deskAddresses.filter((address) => !seen.includes(address))).toEqual([]);
  });

  describe.each(['en', 'fa'] as const)('in %s', (language) => {
    it.each(everyPage.map((each) => [each.name, each] as const))(
      'names everything on it as was agreed on, in that language alone: %s',
      async (name, toSee) => {
        const { page, complaints } = await office!.see(toSee, language);
        // What moves after an answer is what somebody asked for.
        const shifts = toSee.go === undefined && !STILL_MOVE.has(name) ? await layoutShifts(page) : [];
        const names = await accessibleNames(page);
        expect(names).toBe(agreedNames(name, language, names));
        // All that people wrote here is Persian, so Latin on a Persian page is a text that is in no catalogue, or a number that was not
        // written for its reader.
        if (language === 'fa') expect(await latinIn(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
        expect(names).not.toMatch(
          /^ *(?:link|button|textbox|searchbox|combobox|checkbox|radio|slider|img)(?: \[.*)?$/m,
        );
        expect([shifts, complaints]).toEqual([[], []]);
        await page.context().close();
      },
      PAGE_MS,
    );
  });
});
