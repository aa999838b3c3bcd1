import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** Roles of what somebody can reach, use or jump to, as Playwright's accessibility snapshots name them. */
const ROLES = new Set(
  (
    'banner navigation main contentinfo complementary form region search dialog alert status heading link button textbox searchbox ' +
    'combobox listbox checkbox radio radiogroup group slider spinbutton switch tab tablist table columnheader progressbar img figure'
  ).split(' '),
);

/**
 * What a screen reader meets on a page: roles and names of its landmarks, headings and controls, one a line, in their order and indented as
 * they are nested. What differs from run to run is put as a sign: digits `#`, references `<reference>`, months `<month>`, days `<day>`.
 */
export async function accessibleNames(page: Page): Promise<string> {
  const lines = (await page.locator('body').ariaSnapshot()).split('\n');
  const kept = lines.flatMap((line) => {
    const [, indent = '', role = '', name = '', state = ''] =
      /^( *)- '?([a-z]+)(?: "((?:[^"\\]|\\.)*)")?((?: \[[^\]]*\])*)/.exec(line) ?? [];
    if (!ROLES.has(role)) return [];
    const named = name === '' ? role : `${role} "${steady(name.replaceAll("''", "'"))}"`;
    return [`${indent}${named}${state}`];
  });
  return `${kept.join('\n')}\n`;
}

/** The names of months and days, as dates say them. */
function calendarNames(part: 'month' | 'weekday', count: number): RegExp {
  const names = ['en-GB', 'fa-IR-u-ca-persian'].flatMap((locale) => {
    const format = new Intl.DateTimeFormat(locale, { [part]: 'long', timeZone: 'UTC' });
    return Array.from({ length: count }, (_, index) =>
      format.format(new Date(part === 'month' ? Date.UTC(2026, index, 5) : Date.UTC(2026, 0, index + 1))),
    );
  });
  // "May" is a word too.
  return new RegExp(`(?<!\\p{L})(?:${names.filter((name) => name !== 'May').join('|')}|May(?= \\d))(?!\\p{L})`, 'gu');
}
const MONTHS = calendarNames('month', 12);
const WEEKDAYS = calendarNames('weekday', 7);

function steady(name: string): string {
  return name
    .replaceAll(/\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}\b/g, '<reference>')
    .replaceAll(MONTHS, '<month>')
    .replaceAll(WEEKDAYS, '<day>')
    .replaceAll(/[\d۰-۹]+/g, '#');
}

const RENEWS = process.env['REDRESS_RENEW_NAMES'] === 'yes';

/** The names that were agreed on for a page: those of its file, which `npm run names` writes anew with `names`. */
export function agreedNames(name: string, language: string, names: string): string {
  const file = fileURLToPath(new URL(`names/${language}/${name}.txt`, import.meta.url));
  if (RENEWS) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, names);
  }
  return existsSync(file)
    ? readFileSync(file, 'utf8')
    : `There is no ${file}: run npm run names, and read what it writes.`;
}
