import { describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { isSecretKey } from './stranger-key.js';

describe('A key that strangers cannot share', () => {
  it.each([
    ['random UUIDs', () => randomUUID()],
    ['random UUIDs in capitals', () => randomUUID().toUpperCase()],
    ['16 random bytes in base64url', () => randomBytes(16).toString('base64url')],
    ['16 random bytes in hexadecimal', () => randomBytes(16).toString('hex')],
    ['24 random bytes in base64url', () => randomBytes(24).toString('base64url')],
  ])('is made of %s', (_what, make) => {
    expect(Array.from({ length: 500 }, make).filter((key) => !isSecretKey(key))).toEqual([]);
  });

  it.each([
    ['a number', '1'],
    ['a word', 'complaint'],
    ['a time', '2026-11-29T13:00:00Z'],
    ['a long number', '20261129130000000001'],
    ['a UUID of a time and a machine', 'c232ab00-9414-11ec-b3c8-9f6bdeced846'],
    ['a UUID of a time', '017f22e2-79b0-7cc3-98c4-dc0c0c07398f'],
    ['a UUID of a name', '2ed6657d-e927-568b-95e1-2665a8aea6a2'],
    ['the UUID of zeros', '00000000-0000-4000-8000-000000000000'],
    ['one letter many times', 'a'.repeat(64)],
    ['31 hexadecimal digits', '0123456789abcdef0123456789abcde'],
    ['21 characters of base64url', 'kX3v_9QmT2sLw8RzBn4Yc'],
    ['words with blanks', 'my first complaint of today and more'],
  ])('is not %s', (_what, key) => {
    expect(isSecretKey(key)).toBe(false);
  });
});
