import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { byPhone, complainant, handler, type Circumstances } from '@redress/complaints/office';
import { IMPORT_ACTOR_PREFIX, type Reference } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import { MailRoom } from './message-room.mother.spec.js';

const BY_IMPORT = { id: `${IMPORT_ACTOR_PREFIX}csv`, role: 'system' };
const OF_OLD: Circumstances = { by: BY_IMPORT, occurredAt: '2026-09-01T09:00:00.000Z' };
const BETWEEN: Instant = '2026-10-01T09:00:00.000Z';

describe('A complaint that was imported from another system', () => {
  let room: MailRoom;
  let reference: Reference;
  beforeEach(async () => {
    room = new MailRoom(true);
    reference = await room.office.lodge({ complainant: { email: 'parisa@example.org' } }, OF_OLD);
  });

  const sent = async (): Promise<number> => {
    await room.deliver(reference);
    return room.mail.sent.length;
  };

  it('is not acknowledged, and its end there is no news', async () => {
    expect(await sent()).toBe(0);
    await room.office.does(reference, 'add-information', { text: 'The lid, too.' }, OF_OLD);
    await room.office.does(reference, 'withdraw', byPhone, OF_OLD);
    expect(await sent()).toBe(0);
    expect(await room.since(reference)).toEqual(['InformationAdded', 'ComplaintWithdrawn']);
  });

  it('is not read for what the import recorded, since thousands are imported at once', async () => {
    await room.office.does(reference, 'add-information', { text: 'The lid, too.' }, OF_OLD);
    await room.office.does(reference, 'withdraw', byPhone, OF_OLD);
    const read = jest.spyOn(room.office.eventStore, 'read');
    await room.deliver(reference);
    // Once by the delivery itself.
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('has no letters about what fell due before', async () => {
    await room.office.does(reference, 'report-progress', {}, { by: handler, occurredAt: BETWEEN });
    expect(await sent()).toBe(0);
  });

  it('has an address that was replaced before, of which nobody is told', async () => {
    const complainant = { email: 'parisa@example.net' };
    await room.office.does(reference, 'correct-details', { complainant }, { by: handler, occurredAt: BETWEEN });
    expect(await sent()).toBe(0);
    await room.office.does(reference, 'correct-details', { complainant: { email: 'parisa@example.com' } });
    await room.deliver(reference);
    expect(room.mail.sent.map(({ to }) => to.address)).toContain('parisa@example.net');
  });

  it('is a complaint like any other from then on', async () => {
    await room.office.does(reference, 'report-progress', { text: 'We have it now.' });
    expect(await sent()).toBe(1);
    await room.office.does(reference, 'withdraw', byPhone);
    expect(await sent()).toBe(2);
  });

  it('is recognized also when the import recorded it as sent by the complainant, and decided by those who decided then', async () => {
    const asSent = { ...OF_OLD, by: complainant };
    reference = await room.office.lodge({ complainant: { email: 'p@example.org' } }, asSent);
    await room.office.does(reference, 'report-progress', {}, { by: handler, occurredAt: BETWEEN });
    expect(await sent()).toBe(0);
    await room.office.does(reference, 'report-progress', { text: 'We have it now.' });
    expect(await sent()).toBe(1);
  });

  it('is told from one that staff wrote down the next day', async () => {
    const letter = { by: handler, occurredAt: '2026-11-01T09:00:00.000Z' } as const;
    reference = await room.office.lodge({ complainant: { email: 'parisa@example.org' } }, letter);
    expect(await sent()).toBe(1);
  });
});
