import { beforeEach, describe, expect, it } from '@jest/globals';
import { ComplaintOffice } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { toReference } from '@redress/domain';
import { Limits, loadConfig, MemoryCounterStore, Metrics, ServerSecrets } from '@redress/platform';
import { LostCodes } from './lost-codes.js';

describe('A lost tracking code', () => {
  let office: ComplaintOffice;
  let codes: LostCodes;
  let reference: Reference;
  beforeEach(async () => {
    office = new ComplaintOffice();
    const secrets = new ServerSecrets(new Uint8Array(32).fill(7));
    const limits = new Limits(new MemoryCounterStore(), secrets, loadConfig({}), new Metrics());
    codes = new LostCodes(office.complaints, limits);
    reference = await office.lodge({ complainant: { email: 'Robin@example.org', phone: '+44 20 7946 0101' } });
  });
  const asked = async (...emails: readonly string[]) => {
    for (const email of emails) codes.ask(reference, email);
    await codes.onApplicationShutdown();
    return (await office.types(reference)).slice(1);
  };

  it('is sent again for whoever names the e-mail address on file, however it is spelt', async () => {
    expect(await asked('robin@EXAMPLE.org ')).toEqual(['TrackingCodeRequested']);
  });

  it('is not sent for another address, an anonymous complaint or an unknown one', async () => {
    expect(await asked('kim@example.org')).toEqual([]);
    reference = await office.lodge();
    expect(await asked('robin@example.org')).toEqual([]);
    codes.ask(toReference('7K3M9QXD41PC'), 'robin@example.org');
    await codes.onApplicationShutdown();
    expect(await office.types(toReference('7K3M9QXD41PC'))).toEqual([]);
  });

  it('is sent to the address that a correction gave, and for the former one no more', async () => {
    await office.does(reference, 'correct-details', { complainant: { email: 'robin@example.net' } });
    expect(await asked('robin@example.org', 'robin@example.net')).toEqual([
      'DetailsCorrected',
      'TrackingCodeRequested',
    ]);
  });

  it('is sent a few times and no more, so that nobody floods a mailbox or a complaint', async () => {
    const all = await asked(...Array.from({ length: 9 }, () => 'robin@example.org'));
    expect(all).toHaveLength(3);
  });

  it('is looked up only after whoever asked was answered', async () => {
    codes.ask(reference, 'robin@example.org');
    expect(await office.types(reference)).toHaveLength(1);
    await codes.onApplicationShutdown();
    expect(await office.types(reference)).toHaveLength(2);
  });
});
