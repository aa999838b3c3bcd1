import axe from 'axe-core';
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where Debian, and CHROMIUM_PATH, have the browser. */
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Whether pages can be tried here; the title of a suite that cannot says why. */
export const hasBrowser = existsSync(CHROMIUM);

/** Title of a suite that needs a browser. */
export function inBrowser(title: string): string {
  return hasBrowser ? title : `${title} (no Chromium at ${CHROMIUM}: install it, or set CHROMIUM_PATH)`;
}

/** A browser that runs while a suite does. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

/** What axe-core finds on a page against WCAG 2.2 AA and its best practices, or against the rules named, one line each. */
export async function violationsOf(page: Page, only?: readonly string[]): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    // Put there by the line above, as axe has no other way into a page.
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await inPage.run({
      resultTypes: ['violations'],
      ...(rules !== null && { runOnly: [...rules] }),
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
  }, only ?? null);
}

/** A page that remembers what must never happen on it: a call to another host, an error of a script, a breach of the content policy. */
export class WatchedPage {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly faults: string[],
  ) {}

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
    const context = await browser.newContext({ baseURL: url, ...options });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => {
      if (/content security policy|hydrat|react/i.test(message.text())) faults.push(message.text());
    });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && protocol !== 'blob:' && origin !== new URL(url).origin) faults.push(request.url());
    });
    return new WatchedPage(page, context, faults);
  }

  /** What happened that must not. */
  get seen(): readonly string[] {
    return this.faults;
  }

  /** See {@link violationsOf}. */
  violations(): Promise<readonly string[]> {
    return violationsOf(this.page);
  }

  /** Whether the page is wider than its window. */
  scrollsSideways(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.context.close();
  }
}
