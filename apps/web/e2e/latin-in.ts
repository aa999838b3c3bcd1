import type { Page } from 'playwright-core';
import { textsOn } from './texts-on.js';

/** What is Latin in every language: what computers read, keys, and what is marked as of another language or direction. */
const MAY_BE_LATIN = 'script, style, code, kbd, pre, [dir=ltr], [lang=en], bdi';

/**
 * What stays Latin within a Persian sentence: words that are written so, what is to be typed, references, and the names of calendars and of
 * time zones.
 */
const TAKEN_OVER = String.raw`\bPDF\b|\bCSV\b|\bJSON Lines\b|\bYAML\b|\bUTC\b|«[^»]*»|\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}\b|\b[a-z-]+@\d+\b`;

/**
 * Latin letters and digits in what a page says: its title, its texts, and the names, hints and descriptions of what is on it, each with where
 * it is.
 */
export async function latinIn(page: Page): Promise<readonly string[]> {
  const said = await textsOn(page, MAY_BE_LATIN);
  const takenOver = new RegExp(TAKEN_OVER, 'g');
  return said
    .filter(({ words }) => /[A-Za-z0-9]/.test(words.replaceAll(takenOver, '')))
    .map(({ where, words }) => `${where} says "${words.slice(0, 100)}"`);
}
