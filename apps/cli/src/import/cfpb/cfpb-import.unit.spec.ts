import { expect, it } from '@jest/globals';
import { ComplaintOffice } from '@redress/complaints/office';
import { ACTORS, complaintHistory } from './complaint-history.js';
import { wideFields } from './bureau-file.mother.spec.js';
import { complaintRow } from './complaint-row.js';
import { LAYOUTS } from './bureau-file.js';
import { importRow, StepRefusedError } from './cfpb-import.js';

const row = complaintRow(wideFields({ tags: 'Servicemember' }), LAYOUTS[0]!, '2026-06-01');
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

it('A row that says otherwise than what was imported is refused all the same', async () => {
  const office = new ComplaintOffice();
  await office.complaints.lodge({ ...old, product: 'Tandem' }, source, remarks);
  await expect(importRow(office.complaints, 'row-1', row)).rejects.toThrow(StepRefusedError);
});
