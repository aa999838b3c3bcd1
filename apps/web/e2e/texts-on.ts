import type { Page } from 'playwright-core';

/** Something that a page says: its title, a text, or the name, hint or description of what is on it. */
export interface Said {
  /** What it is and of which element. */
  readonly where: string;
  readonly words: string;
}

/** Attributes that people read or hear. */
const READ_ATTRIBUTES = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'aria-placeholder',
  'title',
  'placeholder',
  'alt',
  'label',
];

/** Everything that a page says, save within what a selector names; `exceptTexts` names more whose texts, but not names, are left out. */
export function textsOn(page: Page, except: string, exceptTexts = except): Promise<readonly Said[]> {
  return page.evaluate(
    ({ names, except, exceptTexts }) => {
      const said: Said[] = [];
      const hear = (words: string | null, at: Element, what: string): void => {
        if (words !== null && words.trim() !== '' && at.closest(except) === null)
          said.push({ where: `${what} of <${at.tagName.toLowerCase()}>`, words: words.trim() });
      };
      hear(document.title, document.documentElement, 'title');
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
        const at = node.parentElement;
        if (at !== null && at.closest(exceptTexts) === null) hear(node.nodeValue, at, 'text');
      }
      for (const element of document.body.querySelectorAll('*'))
        for (const name of names) hear(element.getAttribute(name), element, name);
      return said;
    },
    { names: READ_ATTRIBUTES, except, exceptTexts },
  );
}
