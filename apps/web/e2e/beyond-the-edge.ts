import type { Page } from 'playwright-core';

/** What makes a page wider than its window, the innermost elements first; empty when nobody has to scroll sideways. */
export function beyondTheEdge(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= edge) return [];
    return [...document.body.querySelectorAll('*')]
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return right > edge + 1 || left < -1;
      })
      .map(
        ({ tagName, className, textContent }) =>
          `<${tagName.toLowerCase()} class="${className}"> ${textContent.slice(0, 60)}`,
      )
      .reverse();
  });
}
