import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  columnsTitled,
  NARROW_COLUMNS,
  narrowFields,
  type RowValues,
  WIDE_COLUMNS,
  wideFields,
} from './bureau-file.mother.spec.js';
import { COLUMNS, titleOf } from './bureau-columns.js';
import { complaintRow, keyFields, RowKeys } from './complaint-row.js';

const today = '2024-06-01';
const read = (values: RowValues) => complaintRow(wideFields(values), { columns: WIDE_COLUMNS, today });

describe('a row of the Bureau', () => {
  it('is dated at midnight, UTC, of its days', () => {
    expect(read({})).toMatchObject({ receivedAt: '2024-03-04T00:00:00.000Z', sentAt: '2024-03-06T00:00:00.000Z' });
  });

  it('is never sent on before it was received', () => {
    expect(read({ sent: '2024-03-01' }).sentAt).toBe('2024-03-04T00:00:00.000Z');
  });

  it.each([
    ['Web', 'web'],
    ['Phone', 'phone'],
    ['Postal mail', 'letter'],
    ['Fax', 'letter'],
    ['Email', 'email'],
    ['Referral', 'partner'],
    ['', 'regulator'],
  ])('that came by "%s" has the channel %s', (submittedVia, channel) => {
    expect(read({ submittedVia }).channel).toBe(channel);
  });

  it.each([
    ['Closed with monetary relief', { decision: 'upheld', remedies: [{ kind: 'compensation' }] }],
    ['Closed with non-monetary relief', { decision: 'partly-upheld', remedies: [{ kind: 'rework' }] }],
    ['Closed with explanation', { decision: 'not-upheld', remedies: [{ kind: 'information' }] }],
    ['Closed without relief', { decision: 'not-upheld', remedies: [] }],
    ['In progress', undefined],
    ['Untimely response', undefined],
    ['', undefined],
  ])('with the response "%s" is answered accordingly', (response, answer) => {
    if (answer === undefined) expect(read({ response }).answer).toBeUndefined();
    else expect(read({ response }).answer).toMatchObject(answer);
  });

  it('says whether the answer was timely and disputed, or neither', () => {
    expect(read({ timely: 'No', disputed: 'Yes' })).toMatchObject({ timely: false, disputed: true });
    expect(read({ timely: '', disputed: 'N/A' })).not.toHaveProperty('disputed');
  });

  it.each<[RowValues, string]>([
    [{ received: '' }, 'Date received: is missing'],
    [{ received: '03/04/2024' }, 'Date received: is not a date like 2023-08-25'],
    [{ received: '2024-02-30' }, 'Date received: is not a date like 2023-08-25'],
    [{ received: '2024-06-02', sent: '2024-06-02' }, 'Date received: lies in the future'],
    [{ sent: '' }, 'Date sent to company: is missing'],
    [{ product: ' ' }, 'Product: is missing'],
    [{ product: 'x'.repeat(201) }, 'Product: is longer than 200 characters'],
    [{ id: '' }, 'Complaint ID: is missing'],
    [{ submittedVia: 'Pigeon' }, 'Submitted via: is not a channel this import knows'],
    [{ response: 'Thrown away' }, 'Company response to consumer: is not one of the responses this import knows'],
    [{ timely: 'Perhaps' }, 'Timely response?: is neither Yes nor No'],
    [{ disputed: 'Perhaps' }, 'Consumer disputed?: is neither Yes, No nor N/A'],
  ])('with %j is refused by the name of the column', (values, message) => {
    expect(() => read(values)).toThrow(message);
  });

  it('of the narrow layout has neither number nor answer', () => {
    const row = complaintRow(narrowFields(), { columns: NARROW_COLUMNS, today });
    expect(row).not.toHaveProperty('id');
    expect(row).not.toHaveProperty('answer');
    expect(row.values).toEqual({
      received: '2024-03-04',
      product: 'Bicycle insurance',
      issue: 'Claim refused',
      state: 'VT',
      sent: '2024-03-06',
    });
  });
});

describe('a header', () => {
  const titles = COLUMNS.map(titleOf);

  it('is known by the names of its columns, in any order and case', () => {
    const { known } = columnsTitled(['COMPLAINT_ID', 'product', 'Date Received', 'complaint_what_happened']);
    expect([...known.keys()]).toEqual(['id', 'product', 'received', 'narrative']);
  });

  it('may have the numbers of pandas and the reasons of a rejects file beside them', () => {
    for (const title of ['', 'Unnamed: 0', 'rejected because']) {
      expect(columnsTitled([title, ...titles])).toMatchObject({ width: 19, others: [] });
    }
  });

  it('names the columns that are unknown', () => {
    expect(columnsTitled([...titles, 'Has narrative']).others).toEqual([{ title: 'Has narrative', index: 18 }]);
  });

  it.each([
    [[], 'Date received and Product is missing'],
    [['Date,Product'], 'read as UTF-8, separated by comma'],
    [['Date received', 'Company'], 'Product is missing'],
    [['Date received', 'Product', 'date_received'], 'the columns "Date received" and "date_received" are the same'],
  ])('is refused when it is %j', (header, message) => {
    expect(() => columnsTitled(header)).toThrow(message);
  });
});

describe('a row of few columns', () => {
  const columns = columnsTitled(['Product', 'Date received', 'Sum']);

  it('was sent on when it was received, and keeps what has no place', () => {
    expect(complaintRow(['Tram passes', '2024-03-04', ' 12 '], { columns, today })).toMatchObject({
      sentAt: '2024-03-04T00:00:00.000Z',
      values: { product: 'Tram passes', received: '2024-03-04' },
      others: [['Sum', '12']],
    });
  });

  it('has the same key in every form of its file', () => {
    const turned = columnsTitled(['Date received', 'Product']);
    const [one, other] = [
      ['Tram passes', '03/18/2024', '12'],
      ['2024-03-18T12:00:00-05:00', 'Tram passes'],
    ];
    const keyOf = (fields: readonly string[], reading: Parameters<typeof complaintRow>[1]) =>
      keyFields(complaintRow(fields, reading), fields, reading.columns);
    expect(keyOf(one, { columns, today, order: 'mdy' })).toEqual(keyOf(other, { columns: turned, today }));
  });
});

let keys: RowKeys;
beforeEach(() => {
  keys = new RowKeys();
});
afterEach(() => keys.close());

describe('the key of a row', () => {
  it("is the Bureau's number where there is one", () => {
    expect(keys.keyOf('900001', ['a'])).toBe('900001');
  });

  it('tells identical rows without a number apart, by their order', () => {
    const [first, second, other] = [
      keys.keyOf(undefined, ['a', 'b']),
      keys.keyOf(undefined, ['a', 'b']),
      keys.keyOf(undefined, ['ab', '']),
    ];
    expect(new Set([first, second, other]).size).toBe(3);
  });

  it('is the same in every import', () => {
    const again = new RowKeys();
    const rows = [['a'], ['b'], ['a']];
    expect(rows.map((row) => again.keyOf(undefined, row))).toEqual(rows.map((row) => keys.keyOf(undefined, row)));
    again.close();
  });
});
