import { describe, expect, it } from '@jest/globals';
import { preferredLanguage } from './problem-answer.js';

describe('The language of problems', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['fa', 'fa'],
    ['fa-IR', 'fa'],
    ['FA-ir;q=0.8', 'fa'],
    ['en;q=0.5, fa;q=0.9', 'fa'],
    ['fa;q=0.5, en', 'en'],
    ['de, fa;q=0.2', 'fa'],
    ['fa;q=0', 'en'],
    ['*', 'en'],
    ['fr, *;q=0.1', 'en'],
    ['far', 'en'],
    [`${'x,'.repeat(200)}fa`, 'en'],
  ])('of Accept-Language %p is %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});
