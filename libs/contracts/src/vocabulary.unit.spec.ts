import { describe, expect, it } from '@jest/globals';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { date, email, instant, money, requiredText, text } from './vocabulary.js';

const accepts = (schema: TSchema, value: unknown) => Compile(schema).Check(value);

describe('a required text', () => {
  it.each(['a', ' a ', '\n\nنامه\u200cها\n', '.'])('says something: %j', (value) => {
    expect(accepts(requiredText(), value)).toBe(true);
  });

  it.each(['', ' ', '\n\t\u00a0\u3000'])('is not blank: %j', (value) => {
    expect(accepts(requiredText(), value)).toBe(false);
  });

  it('counts code points, not UTF-16 units', () => {
    expect(accepts(requiredText(3), '🙂🙂🙂')).toBe(true);
    expect(accepts(requiredText(3), '🙂🙂🙂🙂')).toBe(false);
  });
});

describe('an optional text', () => {
  it('may be empty, but not longer than its limit', () => {
    expect(accepts(text(3), '')).toBe(true);
    expect(accepts(text(3), 'four')).toBe(false);
  });
});

describe('an e-mail address', () => {
  it.each(['a@example.org', 'first.last+tag@example.org', '"a b"@example.org', 'نام@example.org'])('is %s', (value) => {
    expect(accepts(email(), value)).toBe(true);
  });

  it.each([
    '',
    'a',
    '@example.org',
    'a@',
    'a@example org',
    'a@example.org\nBcc: b@example.org',
    `${'a'.repeat(250)}@b.cd`,
  ])('is not %j', (value) => {
    expect(accepts(email(), value)).toBe(false);
  });
});

describe('a date', () => {
  it.each(['2026-11-02', '1999-12-31', '2028-02-29'])('is %s', (value) => {
    expect(accepts(date(), value)).toBe(true);
  });

  it.each([
    '2026-13-01',
    '2026-00-10',
    '2026-11-32',
    '2026-1-2',
    '۲۰۲۶-۱۱-۰۲',
    '2026-11-02T00:00:00.000Z',
    '2026-11-02\n',
  ])('is not %j', (value) => {
    expect(accepts(date(), value)).toBe(false);
  });
});

describe('an instant', () => {
  it.each(['2026-11-02T08:00:00.000Z', '2026-12-31T23:59:59.999Z'])('is %s', (value) => {
    expect(accepts(instant(), value)).toBe(true);
  });

  it.each(['2026-11-02T08:00:00Z', '2026-11-02T24:00:00.000Z', '2026-11-02T08:00:00.000+03:30', '2026-11-02'])(
    'is not %s',
    (value) => {
      expect(accepts(instant(), value)).toBe(false);
    },
  );
});

describe('an amount of money', () => {
  it.each(['0', '12.50', '0.005', '125000', '999999999999999.9999'])('may be %s', (value) => {
    expect(accepts(money(), { value, currency: 'EUR' })).toBe(true);
  });

  it.each(['-1', '012', '1.', '.5', '1,50', '1e3', '1.00000', '9999999999999999', ''])('may not be "%s"', (value) => {
    expect(accepts(money(), { value, currency: 'EUR' })).toBe(false);
  });

  it.each(['eur', 'EURO', '', '€'])('is not in "%s"', (currency) => {
    expect(accepts(money(), { value: '1', currency })).toBe(false);
  });
});
