import { describe, expect, it } from '@jest/globals';
import { lifetime, subjectOf } from './token.command.js';

describe('the subject of a token', () => {
  it.each([
    ['Sara Ahmadi', 'sara-ahmadi'],
    ['  José  Núñez-2 ', 'jose-nunez-2'],
  ])('follows from the name %s', (name, subject) => {
    expect(subjectOf(name)).toBe(subject);
  });

  it.each(['سارا', '', undefined])('is random for %s', (name) => {
    expect(subjectOf(name)).toMatch(/^staff-[0-9a-f-]{36}$/);
    expect(subjectOf(name)).not.toBe(subjectOf(name));
  });
});

describe('the lifetime of a token', () => {
  it.each([
    ['45s', 45],
    ['30m', 1_800],
    ['8h', 28_800],
    ['365d', 31_536_000],
  ])('%s is %i seconds', (text, seconds) => {
    expect(lifetime(text)).toBe(seconds);
  });

  it.each(['0h', '8', 'h', '366d', '-1h', '1.5h', '8 h'])('is never %s', (text) => {
    expect(() => lifetime(text)).toThrow('at most 365d');
  });
});
