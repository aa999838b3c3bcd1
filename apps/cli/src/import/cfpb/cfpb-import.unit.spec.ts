import { describe, expect, it } from '@jest/globals';
import { ComplaintOffice } from '@redress/complaints/office';
import { ACTORS, complaintHistory } from './complaint-history.js';
import { type RowValues, WIDE_COLUMNS, wideFields } from './bureau-file.mother.spec.js';
import { complaintRow } from './complaint-row.js';
import { importRow } from './cfpb-import.js';

const rowOf = (values: RowValues) => complaintRow(wideFields(values), { columns: WIDE_COLUMNS, today: '2026-06-01' });
const row = rowOf({ tags: 'Servicemember' });
const {
  jurisdiction: _jurisdiction,
  complainantType: _type,
  concern: _concern,
  ...old
} = complaintHistory(row).lodging;
const source = { caller: 'import:cfpb', actor: ACTORS.complainant, idempotencyKey: 'row-1' };
const remarks = { occurredAt: row.receivedAt };

it('A row that was imported while complaints had no jurisdiction is found again, and its history goes on', async () => {
  const office = new ComplaintOffice();
  const { reference } = await office.complaints.lodge(old, source, remarks);
  expect((await importRow(office.complaints, 'row-1', row)).kind).toBe('continued');
  expect((await office.complaints.load(reference)).state).toMatchObject({ status: 'closed' });
  expect(await importRow(office.complaints, 'row-1', row)).toEqual({ kind: 'there', events: 0 });
});

it('A row that says otherwise than what was imported corrects the complaint, once', async () => {
  const office = new ComplaintOffice();
  const { reference } = await office.complaints.lodge({ ...old, product: 'Tandem' }, source, remarks);
  expect(await importRow(office.complaints, 'row-1', row)).toMatchObject({ kind: 'continued' });
  const corrections = (await office.complaints.history(reference)).filter(({ type }) => type === 'DetailsCorrected');
  expect(corrections).toMatchObject([{ data: { product: 'Bicycle insurance' } }]);
  expect(await importRow(office.complaints, 'row-1', row)).toEqual({ kind: 'there', events: 0 });
});

describe('A complaint that the Bureau published again', () => {
  const imported = async (first: RowValues, then: RowValues) => {
    const office = new ComplaintOffice();
    await importRow(office.complaints, 'row-1', rowOf(first));
    const { reference } = await office.complaints.lodge(complaintHistory(rowOf(first)).lodging, source, remarks);
    const before = (await office.complaints.history(reference)).length;
    for (let time = 0; time < 2; time += 1) await importRow(office.complaints, 'row-1', rowOf(then));
    return (await office.complaints.history(reference)).slice(before);
  };

  it.each([
    [
      'its narrative, when it is open',
      { response: '' },
      { response: '', narrative: 'I asked.' },
      'InformationAdded',
      'I asked.',
    ],
    ['its narrative, when it is closed', {}, { narrative: 'I asked.' }, 'NoteAdded', 'I asked.'],
    [
      'another response',
      {},
      { response: 'Closed with monetary relief' },
      'NoteAdded',
      'Published again, word by word:\nCompany response to consumer: Closed with monetary relief',
    ],
    ['a dispute', {}, { disputed: 'Yes' }, 'NoteAdded', expect.stringMatching(/\nConsumer disputed\?: Yes$/)],
    [
      'an earlier day of receipt',
      {},
      { received: '2024-03-01' },
      'NoteAdded',
      'Published again, word by word:\nDate received: 2024-03-01',
    ],
    [
      'another day of receipt',
      {},
      { received: '2024-03-05' },
      'NoteAdded',
      'Published again, word by word:\nDate received: 2024-03-05',
    ],
  ])('gets %s, once', async (_what, first, then, type, text) => {
    expect(await imported(first, then)).toMatchObject([{ type, data: { text } }]);
  });

  it('gets the narrative in pieces', async () => {
    const narrative = `${'a'.repeat(4_000)}${'b'.repeat(4_000)}c`;
    expect(await imported({ response: '' }, { response: '', narrative })).toMatchObject([
      { data: { text: 'a'.repeat(4_000) } },
      { data: { text: 'b'.repeat(4_000) } },
      { data: { text: 'c' } },
    ]);
  });

  it('has its details corrected, and the address', async () => {
    const events = await imported({}, { product: 'Tandem', state: 'NH' });
    expect(events).toMatchObject([
      { type: 'DetailsCorrected', data: { product: 'Tandem', complainant: { postalAddress: 'NH 05001' } } },
    ]);
  });

  it('with fewer columns than before gets nothing', async () => {
    expect(await imported({ tags: 'Servicemember' }, { tags: '', subIssue: '', disputed: '', timely: '' })).toEqual([]);
  });

  it('whose complainant was erased gets nothing', async () => {
    const office = new ComplaintOffice();
    await importRow(office.complaints, 'row-1', row);
    const { reference } = await office.complaints.lodge(complaintHistory(row).lodging, source, remarks);
    await office.erase(reference);
    const again = rowOf({ narrative: 'I asked.' });
    expect(await importRow(office.complaints, 'row-1', again)).toEqual({ kind: 'there', events: 0 });
  });
});
