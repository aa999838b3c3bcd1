import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beyondTheEdge } from './beyond-the-edge.js';
import { hasBrowser, inBrowser } from './browser.js';
import { everyPage, type SeenOffice } from './every-page.js';
import { hardCodedOn } from './hard-coded-on.js';
import { pseudoOffice } from './pseudo-office.js';
import { textsOn } from './texts-on.js';

const suite = hasBrowser ? describe : describe.skip;
/** A page with several steps, on a machine that does much else. */
const PAGE_MS = 90_000;
/** A build of the pages, a system that starts, and a dozen commands. */
const OPENING_MS = 180_000;
/** A telephone in CSS pixels. */
const TELEPHONE = { width: 360, height: 740 };

suite(inBrowser('Every page, in a language that is made from its English texts'), () => {
  let office: SeenOffice | undefined;
  beforeAll(async () => {
    office = await pseudoOffice();
  }, OPENING_MS);
  afterAll(() => office?.[Symbol.asyncDispose]());

  it.each(everyPage.map((each) => [each.name, each] as const))(
    'says nothing that is in no catalogue, and longer texts fit on a telephone: %s',
    async (name, toSee) => {
      const { page, complaints } = await office!.see(toSee, 'en');
      expect((await textsOn(page, 'script, style')).some(({ words }) => /^‹.*›$/.test(words))).toBe(true);
      expect(await hardCodedOn(name, page, office!.redress.data)).toEqual([]);
      await page.setViewportSize(TELEPHONE);
      expect(await beyondTheEdge(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
    PAGE_MS,
  );

  it('is found to say a text that is in no catalogue, wherever it stands', async () => {
    const { page } = await office!.see({ name: 'home', path: '/' }, 'en');
    await page.locator('main').evaluate((main) => {
      main.insertAdjacentHTML(
        'beforeend',
        '<p>Left <b>behind</b></p><p title="In a title"></p><input placeholder="In a field" aria-label="‹Ñáɱé› of it">',
      );
    });
    expect(await hardCodedOn('home', page, '')).toEqual([
      'text of <p> says "Left"',
      'text of <b> says "behind"',
      'title of <p> says "In a title"',
      'aria-label of <input> says "of it"',
      'placeholder of <input> says "In a field"',
    ]);
    await page.context().close();
  });

  it('is found to be wider than a telephone', async () => {
    const { page } = await office!.see({ name: 'home', path: '/' }, 'en');
    await page.setViewportSize(TELEPHONE);
    await page.locator('h1').evaluate((heading) => {
      heading.style.width = '400px';
    });
    expect(await beyondTheEdge(page)).toContainEqual(expect.stringMatching(/^<h1 /));
    await page.context().close();
  });
});
