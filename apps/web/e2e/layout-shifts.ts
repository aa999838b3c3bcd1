import type { Page } from 'playwright-core';

/** A tenth of what the Core Web Vitals call good for a whole visit. A shift smaller than this moves a number by a letter, and nothing that one was about to press. */
const SHIFT_MIN = 0.01;

/**
 * What moved on a page by itself since it was opened (Layout Instability API), as `share of the window: element`. What follows a press or a
 * key within half a second is what somebody asked for, and not among them.
 */
export function layoutShifts(page: Page): Promise<readonly string[]> {
  return page.evaluate(async (shiftMin) => {
    interface Shift extends PerformanceEntry {
      readonly value: number;
      readonly hadRecentInput: boolean;
      readonly sources: readonly { readonly node: Node | null }[];
    }
    const { promise, resolve } = Promise.withResolvers<readonly Shift[]>();
    const seen: Shift[] = [];
    const observer = new PerformanceObserver((list) => seen.push(...(list.getEntries() as Shift[])));
    observer.observe({ type: 'layout-shift', buffered: true });
    // Buffered entries come with the frame after.
    requestAnimationFrame(() => setTimeout(() => resolve(seen), 50));
    const nameOf = (node: Node | null): string => {
      const element = node instanceof Element ? node : node?.parentElement;
      return element === null || element === undefined
        ? 'nothing that is still there'
        : `<${element.tagName.toLowerCase()}> ${(element.textContent ?? '').slice(0, 40)}`;
    };
    return (await promise)
      .filter(({ hadRecentInput, value }) => !hadRecentInput && value >= shiftMin)
      .map(({ value, sources }) => `${value.toFixed(3)}: ${sources.map(({ node }) => nameOf(node)).join(' | ')}`);
  }, SHIFT_MIN);
}
