import { beforeEach, describe, expect, it } from '@jest/globals';
import { ComplaintOffice } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { epochMsOf, instantOf } from '@redress/domain';
import { contactTokenFor, ServerSecrets } from '@redress/platform';
import { ContactConfirmations } from './contact-confirmations.js';

const EMAIL = 'robin@example.org';
const secrets = new ServerSecrets(new Uint8Array(32).fill(7));

describe('The token in a link that was sent to an address', () => {
  let office: ComplaintOffice;
  let confirmations: ContactConfirmations;
  let reference: Reference;
  beforeEach(async () => {
    office = new ComplaintOffice();
    confirmations = new ContactConfirmations(office.complaints, secrets, { now: () => office.now });
    reference = await office.lodge({ complainant: { email: EMAIL } });
  });
  const token = (of = reference, email = EMAIL) => contactTokenFor(secrets, { reference: of, email }, office.now);
  const since = async () => (await office.types(reference)).slice(1);

  it('confirms the address, once however often it is presented', async () => {
    expect(await confirmations.confirm(token())).toBe(true);
    expect(await confirmations.confirm(token())).toBe(true);
    expect(await since()).toEqual(['ContactPointVerified']);
  });

  it('confirms neither another complaint nor another address', async () => {
    const other = await office.lodge({ complainant: { email: EMAIL } });
    const [, ...rest] = token().split('.');
    for (const wrong of [[other, ...rest].join('.'), token(reference, 'kim@example.org'), token().slice(0, -1), ''])
      expect(await confirmations.confirm(wrong)).toBe(false);
    expect([await since(), (await office.types(other)).slice(1)]).toEqual([[], []]);
  });

  it('confirms nothing for an address that was corrected since', async () => {
    const before = token();
    await office.does(reference, 'correct-details', { complainant: { email: 'robin@example.net' } });
    expect(await confirmations.confirm(before)).toBe(false);
    expect(await confirmations.confirm(token(reference, 'robin@example.net'))).toBe(true);
  });

  it('works for thirty days', async () => {
    const given = token();
    const later = (days: number) => instantOf(epochMsOf(office.now) + days * 86_400_000);
    const [thirty, more] = [later(30), later(31)];
    office.now = more;
    expect(await confirmations.confirm(given)).toBe(false);
    office.now = thirty;
    expect(await confirmations.confirm(given)).toBe(true);
  });
});
