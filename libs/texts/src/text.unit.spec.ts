import { describe, expect, it } from '@jest/globals';
import { dayWords } from './message-format.js';
import { text } from './text.js';

describe('A text', () => {
  it('keeps what is put into it apart: in Persian always, in English what is read from right to left', () => {
    expect(text('fa', 'field.not-a-text', { field: 'name' })).toBe('\u2068name\u2069 باید متن باشد.');
    expect(text('en', 'field.not-a-text', { field: 'name' })).toBe('name must be a text.');
    expect(text('en', 'field.not-a-text', { field: 'نام' })).toBe('\u2068نام\u2069 must be a text.');
  });

  it.each(['a\u2069b', 'a\u2067b', 'a\u202Eb'])('lets no value out of its place: %j', (field) => {
    expect(text('fa', 'field.not-a-text', { field })).toBe('\u2068ab\u2069 باید متن باشد.');
  });

  it('leaves marks that pair as they are', () => {
    expect(text('fa', 'field.not-a-text', { field: '\u2068a\u2069' })).toContain('\u2068\u2068a\u2069\u2069');
  });

  it('writes numbers in the digits of its language', () => {
    const values = { field: 'name', most: 1500 };
    expect(text('fa', 'field.too-large', values)).toContain('۱٬۵۰۰');
    expect(text('en', 'field.too-large', values)).toBe('name must be at most 1,500.');
  });

  it('throws when a value is missing, rather than leave a gap', () => {
    expect(() => text('en', 'field.too-large', { field: 'name' })).toThrow(/most/);
  });
});

describe('A day in words', () => {
  it('is by each reader’s calendar and digits', () => {
    expect(dayWords('2026-11-02', 'en')).toBe('2 November 2026');
    expect(dayWords('2026-11-02', 'fa')).toBe('۱۱ آبان ۱۴۰۵');
  });

  it('is no instant, whose day depends on where people are', () => {
    expect(() => dayWords('2026-11-02T23:59:59.999Z', 'en')).toThrow(RangeError);
  });
});
