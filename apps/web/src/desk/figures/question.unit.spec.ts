import { parseDate } from '@internationalized/date';
import { describe, expect, it } from '@jest/globals';
import type { FiguresSearch } from './figures-search.js';
import { questionOf } from './question.js';

const now = parseDate('2026-11-30');
const asked = (search: FiguresSearch, language: 'en' | 'fa' = 'en') => questionOf(search, language, 'Asia/Tehran', now);

describe('A question for figures', () => {
  it('begins eleven months before this one, by the calendar of its reader', () => {
    expect(asked({}).query.from).toBe('2025-12-01');
    // 1 Dey 1404: the months from Dey to Azar 1405 are twelve.
    expect(asked({}, 'fa').query).toMatchObject({ from: '2025-12-22', calendar: 'persian', weekStart: 'saturday' });
  });

  it.each<[FiguresSearch, string]>([
    [{ from: '2026-11-01', to: '2026-11-10', compare: 'before' }, '2026-10-22'],
    [{ from: '2026-11-01', compare: 'before' }, '2026-10-02'],
    [{ from: '2024-02-29', compare: 'year-ago' }, '2023-02-28'],
  ])('%j is compared with a time from %s', (search, compareFrom) => {
    expect(asked(search).compareFrom).toBe(compareFrom);
  });

  it('is compared by the Persian year in Persian', () => {
    // 1 Farvardin 1404 and 1403: a leap year lies between them.
    expect(asked({ from: '2025-03-21', compare: 'year-ago' }, 'fa').compareFrom).toBe('2024-03-20');
  });

  it('is compared with nothing unless asked', () => {
    expect(asked({ from: '2026-11-01' })).not.toHaveProperty('compareFrom');
  });

  it('carries its filters, and nothing of what the explorer asks', () => {
    expect(asked({ product: ['card'], measure: 'open' }).query).toMatchObject({ product: ['card'] });
    expect(asked({ measure: 'open' }).query).not.toHaveProperty('measure');
  });
});
