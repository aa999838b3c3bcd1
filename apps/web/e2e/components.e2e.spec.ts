import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { hasBrowser, inBrowser, launchBrowser, WatchedPage } from './browser.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Vite prepares the packages that the page needs when it is first asked. */
const FIRST_MS = 120_000;

let server: ChildProcess;
let browser: Browser;
let url: string;
beforeAll(async () => {
  if (!hasBrowser) return;
  server = spawn(process.execPath, ['tools/web/components.mjs'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(server.stdout!, 'data')) as [Buffer];
  url = said.toString().trim();
  browser = await launchBrowser();
  // Vite loads a page again that asked before everything was prepared.
  await using first = await WatchedPage.open(browser, url);
  await first.page.goto('/');
  await first.page.locator('h1').waitFor({ timeout: FIRST_MS });
  await first.page.waitForLoadState('networkidle');
}, FIRST_MS);
afterAll(async () => {
  await browser?.close();
  if (server?.kill() === true) await once(server, 'exit');
});

/** How much lighter one of two colours is than the other (WCAG 2.2, contrast ratio). */
function contrastOf(one: readonly number[], other: readonly number[]): number {
  const luminance = (colour: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((first, second) => first - second);
  return (light + 0.05) / (dark + 0.05);
}

(hasBrowser ? describe : describe.skip)(inBrowser('The page of components'), () => {
  it('shows every component of the library', async () => {
    const exported = readFileSync(`${root}/libs/ui/src/index.ts`, 'utf8').match(/\b[A-Z]\w+/g) ?? [];
    const shown = readFileSync(`${root}/libs/ui/components/page.tsx`, 'utf8');
    const components = exported.filter((name) => !/Props$|Kind$|^FieldError$|^Choice$/.test(name));
    expect(components.length).toBeGreaterThan(10);
    expect(components.filter((name) => !shown.includes(`<${name}`))).toEqual([]);
  });

  describe.each(['en', 'fa'])('in %s', (language) => {
    it.each([
      ['light', 'light'],
      ['dark', 'light'],
      ['contrast', 'light'],
      ['contrast', 'dark'],
    ] as const)('has no barrier that axe-core knows, in the theme %s on a %s device', async (theme, colorScheme) => {
      await using visitor = await WatchedPage.open(browser, url, {
        colorScheme,
        viewport: { width: 360, height: 780 },
      });
      const { page } = visitor;
      await page.goto(`/?language=${language}&theme=${theme}`);
      await page.locator('h1').waitFor();
      // React offers its tools to those who develop.
      const seen = visitor.seen.filter((line) => !line.includes('React DevTools'));
      expect([await visitor.violations(), await visitor.scrollsSideways(), seen]).toEqual([[], false, []]);
    });
  });

  it.each(['light', 'dark'] as const)(
    'has text of seven to one for those whose %s device asks for more contrast',
    async (colorScheme) => {
      await using visitor = await WatchedPage.open(browser, url, { colorScheme, contrast: 'more' });
      const { page } = visitor;
      await page.goto(`/?theme=${colorScheme}`);
      await page.locator('h1').waitFor();
      const colours = await page.evaluate(() => {
        // Draws a colour, however it is written, to read its parts.
        const partsOf = (colour: string): readonly number[] => {
          const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
          const drawing = canvas.getContext('2d')!;
          drawing.fillStyle = colour;
          drawing.fillRect(0, 0, 1, 1);
          return [...drawing.getImageData(0, 0, 1, 1).data.slice(0, 3)];
        };
        const probe = document.body.appendChild(document.createElement('span'));
        const read = (token: string): readonly number[] => {
          probe.style.color = `var(--${token})`;
          return partsOf(getComputedStyle(probe).color);
        };
        const texts = ['text', 'muted', 'accent', 'due', 'late', 'paused', 'done', 'danger'];
        return { surface: read('surface'), texts: texts.map((token) => [token, read(token)] as const) };
      });
      const weak = colours.texts.filter(([, colour]) => contrastOf(colour, colours.surface) < 7);
      expect(weak).toEqual([]);
    },
  );
});
