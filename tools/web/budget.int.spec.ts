import { describe, expect, it } from '@jest/globals';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BROWSER = fileURLToPath(new URL('../../apps/web/dist/browser/', import.meta.url));
const KILOBYTE = 1000;

/** Most that a browser downloads before a program runs, compressed by gzip: its script, what that imports at once, and its styles. */
const BUDGETS = { 'src/public/browser.tsx': 120 * KILOBYTE, 'src/desk/browser.tsx': 250 * KILOBYTE } as const;

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

const manifest = JSON.parse(readFileSync(`${BROWSER}.vite/manifest.json`, 'utf8')) as Readonly<Record<string, Chunk>>;

/** The chunks that come with one, itself among them. */
function withImports(name: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const imported of manifest[name]?.imports ?? []) withImports(imported, found);
  return found;
}

function bytesOf(names: Iterable<string>): number {
  const chunks = [...names].map((name) => manifest[name]);
  const files = new Set(chunks.flatMap((chunk) => (chunk === undefined ? [] : [chunk.file, ...(chunk.css ?? [])])));
  return [...files].reduce((bytes, file) => bytes + statSync(`${BROWSER}${file}.gz`).size, 0);
}

describe('What browsers download', () => {
  it.each(Object.entries(BUDGETS))('for %s is at most %d bytes', (entry, bytesMax) => {
    const bytes = bytesOf(withImports(entry));
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(bytesMax);
  });

  it.each(manifest['src/desk/browser.tsx']?.dynamicImports ?? [])(
    'stays within the budget of the desk with its page %s',
    (page) => {
      expect(bytesOf(new Set([...withImports('src/desk/browser.tsx'), ...withImports(page)]))).toBeLessThanOrEqual(
        BUDGETS['src/desk/browser.tsx'],
      );
    },
  );

  it('has charts apart, for those who open figures', () => {
    const chart = 'src/desk/figures/chart.tsx';
    expect(manifest[chart]?.file).toBeDefined();
    const pages = manifest['src/desk/browser.tsx']?.dynamicImports ?? [];
    expect(pages.length).toBeGreaterThan(0);
    for (const name of ['src/desk/browser.tsx', ...pages]) expect(withImports(name)).not.toContain(chart);
  });
});
