import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig, mintToken } from '@redress/platform';
import { call, eventually, RunningRedress } from '@redress/testing';
import { type Browser, type Page } from 'playwright-core';
import { hasBrowser, inBrowser, launchBrowser, WatchedPage } from './browser.js';

const PHONE = { viewport: { width: 320, height: 640 } } as const;
const LANGUAGES = ['en', 'fa'] as const;
type Shown = (typeof LANGUAGES)[number];

/** What a page that trusted its visitors would run, or lose. */
const HOSTILE = [
  '<script>window.__run = true</script>',
  '"><img src=x onerror="window.__run = true">',
  "');window.__run = true;//",
  '</script><script>window.__run = true</script>',
  '{{constructor.constructor("window.__run = true")()}}',
  '\u202Egpj.exe\u2066',
];

let redress: RunningRedress;
let browser: Browser;
beforeAll(async () => {
  if (!hasBrowser) return;
  [redress, browser] = await Promise.all([RunningRedress.start(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await redress?.[Symbol.asyncDispose]();
});

/** Answers a question and goes on. */
async function answer(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const choice = page.locator(`input[type=radio][name=${name}][value="${value}"]`);
    if ((await choice.count()) > 0) await choice.check();
    else await page.locator(`[name=${name}]:not([type=hidden])`).fill(value);
  }
  const before = await heading(page);
  await page.locator('#send').click();
  await page.waitForFunction((was) => document.querySelector('h1')?.textContent !== was, before);
}

function heading(page: Page): Promise<string | null> {
  return page.locator('h1').textContent();
}

/** Answers every question up to the last page. */
async function tell(page: Page, description: string): Promise<void> {
  await answer(page, { who: 'self' });
  await answer(page, { what: description });
  await answer(page, { day: '27', month: '3', year: '1405' });
  await answer(page, { product: 'credit card' });
  await answer(page, { outcome: 'My money back.' });
  await answer(page, { name: 'Robin Doe', email: 'robin@example.org' });
}

/** The reference and the code on the last page. */
async function sentWith(page: Page): Promise<readonly [reference: string, code: string]> {
  await page.locator('figure svg').waitFor();
  const [reference = '', code = ''] = await page.locator('dd bdi').allTextContents();
  return [reference, code];
}

async function identify(page: Page, [reference, code]: readonly [string, string]): Promise<void> {
  await page.goto('/track');
  await page.locator('#reference').fill(reference);
  await page.locator('#code').fill(code);
  await page.locator('form[action="/track"] button').click();
  await page.locator('#what-you-can-do').waitFor();
}

function tokenOf(role: 'handler' | 'supervisor'): Promise<string> {
  return mintToken(loadConfig({ REDRESS_DATA: redress.data }), {
    sub: `staff-${role}`,
    roles: [role],
    ttlSeconds: 600,
  });
}

/** How many complaints a search finds, once it finds any. */
async function complaintsWith(description: string): Promise<number> {
  const token = await tokenOf('handler');
  const search = async (): Promise<number> => {
    const { body } = await call<{ items: readonly unknown[] }>('POST', `${redress.url}/api/cases/search`, {
      token,
      body: { text: description },
    });
    return body.items.length;
  };
  return eventually(search, (found) => found > 0);
}

(hasBrowser ? describe : describe.skip)(inBrowser('The public pages'), () => {
  describe.each(LANGUAGES)('in %s', (language: Shown) => {
    it('let somebody complain and follow it without a script, on the narrowest phone', async () => {
      await using visitor = await WatchedPage.open(browser, redress.url, { ...PHONE, javaScriptEnabled: false });
      const { page } = visitor;
      await page.goto(`/?language=${language}`);
      await page.locator('a[href="/complain"]').click();
      await page.locator('#send').click();
      expect(await page.locator('[role=alert]').textContent()).not.toBe('');
      expect(await page.title()).toMatch(language === 'fa' ? /^خطا/ : /^Error/);
      await page.locator('input[name=who][value=self]').check();
      for (const fields of [
        {},
        { what: 'A fee was taken twice.' },
        {},
        { product: 'credit card' },
        {},
        { email: 'robin@example.org' },
        {},
      ]) {
        for (const [name, value] of Object.entries(fields)) await page.locator(`#${name}`).fill(value);
        await page.locator('#send').click();
      }
      const sent = await sentWith(page);
      await identify(page, sent);
      const words = language === 'fa' ? 'این هم رسید است.' : 'Here is the receipt as well.';
      await page.locator('details:has([value=add-information]) summary').click();
      await page.locator('details [name=text]').fill(words);
      await page.locator('details:has([value=add-information]) button').click();
      expect(await page.locator('[role=status]').count()).toBe(1);
      expect(await page.locator('main').textContent()).toContain(words);
      await page.locator('#file').setInputFiles({
        name: 'receipt.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('The receipt.'),
      });
      await page.locator('form[action="/track/files"] button').click();
      const file = await page.locator('a', { hasText: 'receipt.txt' }).getAttribute('href');
      const fetched = await page.request.get(file!);
      expect([await fetched.text(), fetched.headers()['content-security-policy']]).toEqual([
        'The receipt.',
        expect.stringContaining('sandbox'),
      ]);
      await page.locator('form[action="/track/leave"] button').click();
      await page.goto('/track');
      expect(await page.locator('#code').count()).toBe(1);
      expect(visitor.seen).toEqual([]);
    });

    it.each(['light', 'dark'] as const)('have no barrier that axe-core knows, in %s', async (colorScheme) => {
      await using visitor = await WatchedPage.open(browser, redress.url, { ...PHONE, colorScheme });
      const { page } = visitor;
      const found: (readonly [string | null, readonly string[]])[] = [];
      const look = async (): Promise<void> => {
        const violations = await visitor.violations();
        const sideways = (await visitor.scrollsSideways()) ? ['wider than 320 px'] : [];
        if (violations.length + sideways.length > 0) found.push([await heading(page), [...violations, ...sideways]]);
      };
      for (const place of [`/?language=${language}`, '/policy', '/track', '/complain']) {
        await page.goto(place);
        await look();
      }
      await page.locator('#send').click();
      await page.locator('[role=alert]').waitFor();
      await look();
      await answer(page, { who: 'other' });
      for (const fields of [{ what: 'Words.' }, {}, {}, {}, { personName: 'Ann' }, { email: 'robin@example.org' }]) {
        await look();
        await answer(page, fields);
      }
      await look();
      await page.locator('#send').click();
      const sent = await sentWith(page);
      await look();
      await identify(page, sent);
      for (const each of await page.locator('summary').all()) await each.click();
      await look();
      expect(found).toEqual([]);
      expect(visitor.seen).toEqual([]);
    });
  });

  it('show the decision, take the answer to it, and ask how it was once it has ended', async () => {
    await using visitor = await WatchedPage.open(browser, redress.url);
    const { page } = visitor;
    await page.goto('/complain?language=fa');
    await answer(page, { who: 'anonymous' });
    await answer(page, { what: 'کارمزد دو بار کسر شد.' });
    for (let step = 0; step < 3; step += 1) await answer(page, {});
    await page.locator('#send').click();
    const sent = await sentWith(page);
    const [reference] = sent;
    const decides = async (role: 'handler' | 'supervisor', command: string, content: object): Promise<unknown> => {
      const { status, body } = await call('POST', `${redress.url}/api/cases/${reference}/${command}`, {
        token: await tokenOf(role),
        body: content,
      });
      expect([command, status]).toEqual([command, 200]);
      return body['revision'];
    };
    await decides('handler', 'assess', {
      severity: 'low',
      safetyImplication: false,
      complexity: 'simple',
      impact: 'individual',
      immediateAction: 'none',
      rationale: 'The fee is on the statement twice.',
    });
    const refund = { kind: 'refund', amount: { value: '42.00', currency: 'EUR' } };
    await decides('handler', 'propose-response', {
      decision: 'upheld',
      explanation: 'حق با شماست.',
      remedies: [refund],
    });
    await decides('supervisor', 'approve-response', {});
    await decides('handler', 'communicate-decision', { channel: 'in-person' });
    await identify(page, sent);
    const shown = await page.locator('main').textContent();
    expect(shown).toContain('حق با شماست');
    expect(shown).toContain('بازگرداندن وجه');
    // A Latin digit in a Persian text is one that was not written for its reader.
    expect(shown?.replaceAll(reference, '')).not.toMatch(/\d/);
    await page.locator('details:has([value=accept-decision]) summary').click();
    await page.locator('details:has([value=accept-decision]) button').click();
    await page.locator('[role=status]').waitFor();
    await decides('handler', 'deliver-remedy', { remedy: 0 });
    const closed = await decides('handler', 'close', { outcome: 'resolved' });
    await page.goto(`/track?at=${String(closed)}`);
    await page.locator('input[name=rating][value="4"]').check();
    await page.locator('details:has([value=rate-satisfaction]) button').click();
    await page.locator('[role=status]').waitFor();
    expect(await page.locator('[name=rating]').count()).toBe(0);
    expect(await visitor.violations()).toEqual([]);
    expect(visitor.seen).toEqual([]);
  });

  it('can be used by keyboard alone', async () => {
    await using visitor = await WatchedPage.open(browser, redress.url);
    const { page } = visitor;
    const { keyboard } = page;
    await page.goto('/complain?language=en');
    const reach = async (selector: string): Promise<void> => {
      for (let presses = 0; presses < 40; presses += 1) {
        await keyboard.press('Tab');
        const isThere = await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
        if (isThere) return;
      }
      throw new Error(`${selector} cannot be reached with Tab.`);
    };
    await reach('[name=who]');
    await keyboard.press('Space');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.locator('#what').waitFor();
    await reach('#what');
    await keyboard.type('By keyboard.');
    for (const next of ['#day', '#product', '#outcome', '[value="change:who"]', 'a[href="/track"]']) {
      await reach('#send');
      await keyboard.press('Enter');
      await page.locator(next).first().waitFor();
    }
    expect(await page.locator('dd bdi').count()).toBe(2);
    expect(visitor.seen).toEqual([]);
  });

  it('keep what was typed on the device until it is sent, and not after', async () => {
    await using visitor = await WatchedPage.open(browser, redress.url);
    const { page } = visitor;
    await page.goto('/complain?language=en');
    await answer(page, { who: 'anonymous' });
    await page.locator('#what').fill('Half a sentence');
    await page.waitForTimeout(300);
    await page.reload();
    await page.locator('#what').waitFor();
    expect(await page.locator('#what').inputValue()).toBe('Half a sentence');
    await answer(page, { what: 'A whole sentence.' });
    for (let step = 0; step < 3; step += 1) await answer(page, {});
    await page.locator('#send').click();
    await sentWith(page);
    await page.goto('/complain');
    await page.waitForTimeout(300);
    expect(await page.locator('input[name=who]').count()).toBe(3);
  });

  it('send a complaint once when the network fails in between', async () => {
    await using visitor = await WatchedPage.open(browser, redress.url);
    const { page } = visitor;
    const description = 'Tollbooth charged quadruple.';
    await page.goto('/complain?language=en');
    await tell(page, description);
    // The first answer is lost on its way back.
    await page.route('**/api/complaints', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.locator('#send').click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.unroute('**/api/complaints');
    await page.getByRole('button', { name: 'Try again' }).click();
    await sentWith(page);
    expect(await complaintsWith('Tollbooth quadruple')).toBe(1);
  });

  it.each([true, false])('show what people write as text, with a script: %s', async (javaScriptEnabled) => {
    await using visitor = await WatchedPage.open(browser, redress.url, { javaScriptEnabled });
    const { page } = visitor;
    const words = HOSTILE.join(' ');
    await page.goto('/complain?language=en');
    await page.locator('input[name=who][value=self]').check();
    for (const fields of [
      {},
      { what: words },
      {},
      { product: words.slice(0, 190) },
      { outcome: words },
      { name: words.slice(0, 190), email: 'robin@example.org', needs: words },
    ]) {
      for (const [name, value] of Object.entries(fields)) {
        await page.locator(`#${name}`).waitFor();
        await page.locator(`#${name}`).fill(value);
      }
      await page.locator('#send').click();
    }
    await page.locator('[value="change:what"]').waitFor();
    for (const each of HOSTILE) expect(await page.locator('dl').textContent()).toContain(each);
    await page.locator('#send').click();
    const sent = await sentWith(page);
    await identify(page, sent);
    await page.locator('details:has([value=add-information]) summary').click();
    await page.locator('details [name=text]').fill(words);
    await page.locator('details:has([value=add-information]) button').click();
    await page.locator('[role=status]').waitFor();
    for (const each of HOSTILE) expect(await page.locator('main').textContent()).toContain(each);
    if (javaScriptEnabled) expect(await page.evaluate(() => '__run' in window)).toBe(false);
    expect(visitor.seen).toEqual([]);
  });

  it('take reference and code from a link, and leave neither in the history', async () => {
    await using visitor = await WatchedPage.open(browser, redress.url);
    const { page } = visitor;
    await page.goto('/track#reference=AAAA-BBBB-CCCC&code=ABCDE-12345');
    await page.waitForFunction(() => location.hash === '');
    expect(await page.locator('#reference').inputValue()).toBe('AAAA-BBBB-CCCC');
    expect(await page.locator('#code').inputValue()).toBe('ABCDE-12345');
  });

  it('show a file to nobody who did not prove whose it is', async () => {
    await using visitor = await WatchedPage.open(browser, redress.url);
    await visitor.page.goto('/track/files/00000000000000000000000000000000');
    expect(await visitor.page.locator('#code').count()).toBe(1);
  });
});
