import { beforeEach, describe, expect, it } from '@jest/globals';
import { byPhone } from '@redress/complaints/office';
import type { Policy } from '@redress/domain';
import { toActorId } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import { FakeChannel, Killed, MailRoom } from '../messages/message-room.mother.spec.js';

const MORNING = '2026-11-03T04:30:00.000Z';
const PHONE = { name: 'Parisa Example', phone: '+98 21 0000', preferredChannel: 'phone' } as const;

let room: MailRoom;
let sms: FakeChannel;
beforeEach(() => {
  room = new MailRoom(false);
  room.quietHours = { from: '21:00', to: '08:00', timeZone: 'Asia/Tehran' };
  room.office.now = '2026-11-02T20:00:00.000Z';
  sms = new FakeChannel('sms', false);
  room.sms = sms;
});

function morning(): void {
  room.office.now = '2026-11-03T04:30:00.001Z';
}

describe('A text message in the quiet hours', () => {
  it('waits until the morning, and its record says so', async () => {
    const reference = await room.office.lodge({ complainant: PHONE });
    await room.deliver(reference);
    await room.release();
    expect([sms.sent, await room.since(reference)]).toEqual([[], []]);
    morning();
    expect(await room.release()).toBe(1);
    expect(sms.sent).toHaveLength(1);
    expect(await room.latest(reference, 'NotificationSent')).toMatchObject({ channel: 'sms', heldUntil: MORNING });
  });

  it('is sent once, however often its event comes and it is released', async () => {
    const reference = await room.office.lodge({ complainant: PHONE });
    for (let delivery = 0; delivery < 3; delivery += 1) await room.deliver(reference);
    morning();
    await Promise.all([room.release(), room.release()]);
    for (let delivery = 0; delivery < 3; delivery += 1) await room.deliver(reference);
    room.office.now = '2026-11-03T06:00:00.000Z';
    expect(await room.release()).toBe(0);
    expect(sms.sent).toHaveLength(1);
  });

  it('waits for the morning after when nobody released it before the next night', async () => {
    const reference = await room.office.lodge({ complainant: PHONE });
    await room.deliver(reference);
    room.office.now = '2026-11-03T20:00:00.000Z';
    await room.release();
    expect(sms.sent).toEqual([]);
    room.office.now = '2026-11-04T04:30:00.001Z';
    await room.release();
    expect(sms.sent).toHaveLength(1);
    expect(await room.latest(reference, 'NotificationSent')).toMatchObject({ heldUntil: '2026-11-04T04:30:00.000Z' });
  });

  it('is sent after whoever released it was killed before', async () => {
    const reference = await room.office.lodge({ complainant: PHONE });
    await room.deliver(reference);
    morning();
    sms.isAway = true;
    await expect(room.release()).rejects.toThrow();
    sms.isAway = false;
    expect(await room.release()).toBe(0);
    room.office.now = '2026-11-03T04:32:00.000Z';
    await room.release();
    expect(sms.sent).toHaveLength(1);
  });

  it('is uncertain when whoever released it was killed over it, and is not sent again', async () => {
    const reference = await room.office.lodge({ complainant: PHONE });
    await room.deliver(reference);
    morning();
    sms.killed = 'after-sending';
    await expect(room.release()).rejects.toThrow(Killed);
    sms.killed = 'never';
    room.office.now = '2026-11-03T04:32:00.000Z';
    await room.release();
    expect(sms.sent).toHaveLength(1);
    expect(await room.latest(reference, 'NotificationFailed')).toMatchObject({ uncertain: true, heldUntil: MORNING });
  });

  it('is not sent any more to who was erased in the night, or needs it no more', async () => {
    const erased = await room.office.lodge({ complainant: PHONE });
    const withdrawn = await room.office.lodge({ complainant: PHONE });
    for (const reference of [erased, withdrawn]) await room.deliver(reference);
    await room.office.erase(erased);
    await room.office.does(withdrawn, 'withdraw', byPhone);
    morning();
    await room.release();
    expect(sms.sent).toEqual([]);
  });
});

describe('Where quiet hours name no time zone', () => {
  const generic = shippedPolicyOf('generic@2');
  const admin = { caller: 'staff:adam', actor: { id: toActorId('adam'), role: 'admin' } };

  async function publish(policy: Policy): Promise<void> {
    await room.office.policies.draft(policy, admin);
    await room.office.policies.publish(policy.version, admin);
  }

  it('they are those of the calendar of each complaint’s policy, its own calendar too', async () => {
    room.quietHours = { from: '21:00', to: '08:00' };
    const own = { names: generic.names, source: generic.source, basedOn: 'generic@1', holidays: [] };
    await publish({ ...generic, version: 'tehran@1', scope: { products: ['tehran'] }, calendar: 'iran@1' });
    await publish({
      ...generic,
      version: 'auckland@1',
      scope: { products: ['auckland'] },
      calendar: 'auckland@1',
      ownCalendar: { ...own, timeZone: 'Pacific/Auckland' },
    });
    // 20:00 UTC is 23:30 in Tehran and 9:00 in Auckland.
    const inTehran = await room.office.lodge({ product: 'tehran', complainant: PHONE });
    const inAuckland = await room.office.lodge({ product: 'auckland', complainant: PHONE });
    const inUtc = await room.office.lodge({ complainant: PHONE });
    for (const reference of [inTehran, inAuckland, inUtc]) await room.deliver(reference);
    expect(await room.since(inTehran)).toEqual([]);
    expect(await room.latest(inAuckland, 'NotificationSent')).toMatchObject({ channel: 'sms' });
    expect(await room.latest(inUtc, 'NotificationSent')).toMatchObject({ channel: 'sms' });
    morning();
    await room.release();
    expect(await room.latest(inTehran, 'NotificationSent')).toMatchObject({ heldUntil: MORNING });
  });
});

describe('In the quiet hours', () => {
  it('a call waits until the morning', async () => {
    const reference = await room.office.lodge({ channel: 'phone', complainant: PHONE });
    await room.deliver(reference);
    expect(await room.since(reference)).toEqual([]);
    morning();
    await room.release();
    expect(await room.latest(reference, 'TaskAssigned')).toMatchObject({ kind: 'call' });
  });

  it('e-mails and letters go out as always', async () => {
    const written = await room.lodge();
    const posted = await room.office.lodge({ channel: 'letter', complainant: { name: 'P', postalAddress: 'Tehran' } });
    for (const reference of [written, posted]) await room.deliver(reference);
    expect(room.mail.sent).toHaveLength(1);
    expect(await room.latest(posted, 'TaskAssigned')).toMatchObject({ kind: 'send-letter' });
  });
});
