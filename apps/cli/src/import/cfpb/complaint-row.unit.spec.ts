import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { layoutOf, LAYOUTS } from './bureau-file.js';
import { narrowFields, type RowValues, wideFields } from './bureau-file.mother.spec.js';
import { complaintRow, RowKeys } from './complaint-row.js';

const [wide, narrow] = LAYOUTS;
const TODAY = '2024-06-01';
const read = (values: RowValues) => complaintRow(wideFields(values), wide!, TODAY);

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
    const row = complaintRow(narrowFields(), narrow!, TODAY);
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
  const titles = wide!.columns.map(({ title }) => title);

  it('names its layout, also with the reasons of a rejects file behind it', () => {
    expect(layoutOf(titles)).toBe(wide);
    expect(layoutOf([...titles, 'rejected because'])).toBe(wide);
  });

  it('names none when a column is missing, renamed or moved', () => {
    expect(layoutOf(titles.slice(1))).toBeUndefined();
    expect(layoutOf([...titles.slice(1), titles[0]!])).toBeUndefined();
    expect(layoutOf([])).toBeUndefined();
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
