import type { Page } from 'playwright-core';

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
export function latinIn(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    ({ mayBeLatin, takenOver }) => {
      const latin = /[A-Za-z0-9]/;
      const found: string[] = [];
      const look = (words: string | null, at: Element, what: string): void => {
        const own = (words ?? '').replaceAll(new RegExp(takenOver, 'g'), '');
        if (latin.test(own) && at.closest(mayBeLatin) === null) {
          found.push(`${what} of <${at.tagName.toLowerCase()}> says "${own.trim().slice(0, 100)}"`);
        }
      };
      look(document.title, document.documentElement, 'title');
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
        if (node.parentElement !== null) look(node.nodeValue, node.parentElement, 'text');
      }
      for (const element of document.body.querySelectorAll('*')) {
        for (const name of ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label'])
          look(element.getAttribute(name), element, name);
      }
      return found;
    },
    { mayBeLatin: MAY_BE_LATIN, takenOver: TAKEN_OVER },
  );
}
