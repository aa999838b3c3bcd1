import { describe, expect, it } from '@jest/globals';
import { reachedBy, sameContact, type Contact } from './same-contact.js';

describe('Two contacts', () => {
  it.each<[string, Contact, Contact]>([
    ['an address in capitals', { email: ' Robin.Doe@Example.org' }, { email: 'robin.doe@example.org' }],
    ['a number from abroad', { phone: '+98 912 345 67 89' }, { phone: '0912-345-6789' }],
    ['a number with two zeros before the country', { phone: '0044 20 7946 0018' }, { phone: '(020) 7946 0018' }],
    ['Persian and Arabic digits', { phone: '۰۹۱۲۳۴۵۶۷۸۹' }, { phone: '٠٩١٢٣٤٥٦٧٨٩' }],
    [
      'one of both',
      { email: 'a@example.org', phone: '09123456789' },
      { email: 'b@example.org', phone: '+989123456789' },
    ],
  ])('are one with %s', (_, one, other) => {
    expect(sameContact(one, other)).toBe(true);
    expect(sameContact(other, one)).toBe(true);
  });

  it('are two when whatever both give differs', () => {
    expect(sameContact({ email: 'a@example.org' }, { email: 'b@example.org' })).toBe(false);
    expect(sameContact({ phone: '09123456789' }, { phone: '09123456780', email: 'a@example.org' })).toBe(false);
  });

  it.each<[string, Contact, Contact]>([
    ['nothing is given', {}, { email: 'a@example.org' }],
    ['each gives another part', { phone: '09123456789' }, { email: 'a@example.org' }],
    ['one was erased', { email: { erased: true } }, { email: 'a@example.org' }],
    ['both were erased', { email: { erased: true } }, { email: { erased: true } }],
    ['a number is too short to be one', { phone: '110' }, { phone: '110' }],
    ['texts are empty', { email: ' ' }, { email: ' ' }],
  ])('cannot be told when %s', (_, one, other) => {
    expect(sameContact(one, other)).toBeUndefined();
  });
});

describe('Messages to a contact', () => {
  it('reach one mailbox and one line, however they are spelt', () => {
    const spelt = { email: ' Robin+card+2@Example.org', phone: '+98 (912) 345-6789' };
    expect(reachedBy(spelt)).toEqual(['robin@example.org', '123456789']);
  });

  it('reach nothing where nothing is given, or can be read', () => {
    expect(reachedBy({})).toEqual([]);
    expect(reachedBy({ email: { erased: true }, phone: '110' })).toEqual([]);
  });
});
