import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Reference } from '@redress/contracts';
import { formatReference } from '@redress/domain';
import { SearchOffice, shown } from './search-office.mother.spec.js';

describe('A search', () => {
  const scene = new SearchOffice();
  let robin: Reference;
  let kim: Reference;
  let sahar: Reference;
  beforeAll(async () => {
    robin = await scene.lodge(
      {
        description: 'The kettle burst, and hot water ran over the floor of my kitchen.',
        desiredOutcome: 'A new kettle',
        externalReference: 'INS-2024/0042',
        product: 'kettle',
        complainant: { name: 'Robin O’Brien', email: 'robin.obrien@example.org', phone: '+44 20 7946 0101' },
      },
      '2026-11-01T09:00:00.000Z',
    );
    kim = await scene.lodge(
      {
        description: 'My card was charged twice in the café.',
        complainant: { name: 'Kim Kettle', email: 'kim@example.net', phone: '020 7946 0199' },
      },
      '2026-10-20T09:00:00.000Z',
    );
    sahar = await scene.lodge(
      {
        description: 'از حساب بانکی من دو بار کسر شده و نمی‌خواهم دوباره تماس بگیرم.',
        language: 'fa',
        complainant: { name: 'سحر محمدرضایی', phone: '۰۹۱۲ ۳۴۵ ۶۷۸۹' },
      },
      '2026-10-10T09:00:00.000Z',
    );
    await scene.office.does(robin, 'add-note', { text: 'Called the warehouse in Leeds.', visibility: 'internal' });
    await scene.index();
  });

  it.each([
    ['a name', 'robin', () => [robin]],
    ['the beginning of a name', 'rob', () => [robin]],
    ['two letters of a name', 'ro', () => [robin]],
    ['a name with a slip', 'robyn', () => [robin]],
    ['a name without its apostrophe', 'obrien', () => [robin]],
    ['a name in words as well, which come later', 'kettle', () => [kim, robin]],
    ['names in another order', 'brien robin', () => [robin]],
    ['an e-mail address', 'ROBIN.OBRIEN@example.org', () => [robin]],
    ['the beginning of an e-mail address', 'robin.ob', () => [robin]],
    ['a telephone number in another form', '020 7946 0101', () => [robin]],
    ['a telephone number from abroad', '0044 20 7946 0199', () => [kim]],
    ['the last digits of a telephone number', '946 0199', () => [kim]],
    ['the reference of another system', 'ins-2024/0042', () => [robin]],
    ['the same without punctuation', 'ins20240042', () => [robin]],
    ['a word', 'warehouse', () => [robin]],
    ['a word without its accent', 'cafe', () => [kim]],
    ['words of several texts', 'floor leeds', () => [robin]],
    ['a phrase', '"hot water ran"', () => [robin]],
    ['no phrase in another order', '"water hot ran"', () => []],
    ['no word within another', 'arehouse', () => []],
    ['no word that only most letters begin', 'warehouses', () => []],
    ['no words of two cases', 'warehouse charged', () => []],
    ['nothing but punctuation', '?!', () => []],
    ['Persian', 'حساب', () => [sahar]],
    ['Arabic letters', 'بانكي', () => [sahar]],
    ['two words as one', 'حساب‌بانکی', () => [sahar]],
    ['a half-space', 'نمی‌خواهم', () => [sahar]],
    ['no half-space', 'نمیخواهم', () => [sahar]],
    ['a space', 'نمی خواهم', () => [sahar]],
    ['a name in two words', 'محمد رضایی', () => [sahar]],
    ['Persian digits', '۰۹۱۲۳۴۵۶۷۸۹', () => [sahar]],
    ['digits from abroad', '+989123456789', () => [sahar]],
  ] as const)('finds %s', async (_, typed, expected) => {
    expect(await scene.found(typed)).toEqual(shown(...expected()));
  });

  it.each([
    ['as shown', (one: string) => one],
    ['with a sign before it', (one: string) => `#${one}`],
    ['as pasted from a message', (one: string) => `Complaint ${one}.`],
    ['in Persian', (one: string) => `شکایت شماره ${one}`],
    ['in small letters, without hyphens', (one: string) => one.replaceAll('-', '').toLowerCase()],
  ])('finds a reference %s', async (_, pasted) => {
    expect(await scene.found(pasted(formatReference(kim)))).toEqual(shown(kim));
  });

  it('shows where it found something, and marks it', async () => {
    const { items } = await scene.search('kettle');
    expect(items.map(({ found }) => found)).toEqual([
      [{ field: 'name', text: 'Kim Kettle', marks: [{ from: 4, to: 10 }] }],
      [
        {
          field: 'description',
          text: 'The kettle burst, and hot water ran over the floor of my kitchen.',
          marks: [{ from: 4, to: 10 }],
        },
        { field: 'desiredOutcome', text: 'A new kettle', marks: [{ from: 6, to: 12 }] },
      ],
    ]);
  });

  it('leaves out what does not fit the filters', async () => {
    expect(await scene.found('kettle', { filters: { product: ['kettle'] } })).toEqual(shown(robin));
    expect(await scene.found(formatReference(kim), { filters: { product: ['kettle'] } })).toEqual([]);
  });

  it('says that there is more', async () => {
    expect(await scene.search('kettle', { limit: 1 })).toMatchObject({ items: [{}], truncated: true });
    expect(await scene.search('kettle', { limit: 2 })).toMatchObject({ items: [{}, {}], truncated: false });
  });
});
