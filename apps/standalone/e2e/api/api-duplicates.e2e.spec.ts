import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually, RunningRedress } from '@redress/testing';
import { Office } from '../office.js';

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

it('Possible duplicates are shown to those who may see who complained, with reasons, and never to a complainant', async () => {
  const lodge = async (phone: string) => (await office.lodge({ description: 'Twice.', complainant: { phone } })).body;
  const first = await lodge('+98 912 345 6789');
  const second = await lodge('۰۹۱۲۳۴۵۶۷۸۹');
  const [one, other] = [String(first['reference']), String(second['reference'])];
  const path = `/api/cases/${one}/possible-duplicates?atLeast=0`;
  const found = await eventually(
    () => office.get<{ items: object[] }>('hana', path),
    ({ body }) => body.items.length > 0,
  );
  expect(found.body).toMatchObject({
    reference: one,
    items: [{ reference: other, reasons: ['same-unconfirmed-contact'] }],
  });
  const asked = 'with=possible-duplicates';
  const shown = await office.get('ida', `/api/cases/${one}?atLeast=0&${asked}`);
  expect(shown.body['possibleDuplicates']).toEqual([other]);
  const unasked = await office.get('ida', `/api/cases/${one}`);
  const past = await office.get('hana', `/api/cases/${one}?atRevision=0&${asked}`);
  for (const { body } of [unasked, past]) expect(body).not.toHaveProperty('possibleDuplicates');
  for (const who of ['anna', 'adam']) expect((await office.get(who, path)).status).toBe(403);
  const complainant = await office.complainant(one, String(first['trackingCode']));
  expect(JSON.stringify((await complainant.looks()).body)).not.toContain(other);
});
