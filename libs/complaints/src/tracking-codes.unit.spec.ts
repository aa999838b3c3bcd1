import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Reference } from '@redress/contracts';
import { toReference } from '@redress/domain';
import { ComplaintOffice, handler } from './complaint-office.mother.spec.js';
import { complaintStream } from './stream.js';
import { currentCodesIn } from './tracking-codes.js';

const INTAKE = { id: 'staff-ida', role: 'intake-agent' };

describe('The tracking code that works', () => {
  let office: ComplaintOffice;
  beforeEach(() => {
    office = new ComplaintOffice();
  });
  const current = (reference: Reference) =>
    currentCodesIn(office.eventStore, office.codec).of(complaintStream(reference));

  it('is the first, which nobody of the staff was shown when the complainant lodged', async () => {
    expect(await current(await office.lodge())).toEqual({ version: 1 });
  });

  it('was shown to whoever lodged the complaint for somebody else', async () => {
    expect(await current(await office.lodge({}, { by: INTAKE }))).toEqual({ version: 1, shownTo: INTAKE });
  });

  it('is the last that was issued, and was shown to whoever issued it', async () => {
    const reference = await office.lodge();
    await office.does(reference, 'issue-tracking-code', {}, { by: INTAKE, reason: 'They knew the amount.' });
    expect(await current(reference)).toEqual({ version: 2, shownTo: INTAKE });
    await office.does(reference, 'issue-tracking-code', {}, { by: handler, reason: 'They knew the date.' });
    expect(await current(reference)).toEqual({ version: 3, shownTo: handler });
  });

  it('was shown to nobody when it was sent to the complainant', async () => {
    const reference = await office.lodge({}, { by: INTAKE });
    const why = { by: INTAKE, reason: 'They knew the amount.' };
    await office.does(reference, 'issue-tracking-code', { toComplainant: true }, why);
    expect(await current(reference)).toEqual({ version: 2 });
  });

  it('does not exist for a complaint that does not', async () => {
    expect(await current(toReference('7K3M9QXD41PC'))).toBeUndefined();
  });
});
