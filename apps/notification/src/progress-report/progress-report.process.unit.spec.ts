import { beforeEach, describe, expect, it } from '@jest/globals';
import { complainant } from '@redress/complaints/office';
import { MailRoom } from '../messages/message-room.mother.spec.js';

const SYSTEM = { id: 'case-handling', role: 'system' };

let room: MailRoom;
beforeEach(() => {
  room = new MailRoom(false);
});

const reports = () => room.mail.sent.filter(({ messageId }) => messageId.startsWith('progress-report.'));

describe('A report of progress', () => {
  it('is sent once, with what was said and the day of the decision', async () => {
    const reference = await room.lodge();
    await room.office.does(reference, 'report-progress', { text: 'The bank has not answered yet.' });
    for (let delivery = 0; delivery < 3; delivery += 1) await room.deliver(reference);
    expect(reports()).toHaveLength(1);
    expect(reports()[0]?.text).toContain('The bank has not answered yet.');
    expect(reports()[0]?.text).toContain('2 December 2026');
    expect(await room.latest(reference, 'NotificationSent')).toMatchObject({ purpose: 'progress-report' });
  });

  it('is sent each time that somebody wrote one, also when several wait', async () => {
    const reference = await room.lodge();
    await room.office.does(reference, 'report-progress', { text: 'One.' });
    room.office.now = '2026-11-03T09:00:00.000Z';
    await room.office.does(reference, 'report-progress', { text: 'Two.' });
    await room.deliver(reference);
    expect(reports()).toHaveLength(2);
  });

  it('that says nothing of its own is not sent when a newer one waits behind it', async () => {
    const reference = await room.lodge();
    for (const day of ['03', '04', '05']) {
      room.office.now = `2026-11-${day}T09:00:00.000Z`;
      await room.office.does(reference, 'report-progress', {}, { by: SYSTEM });
    }
    await room.deliver(reference);
    expect(reports()).toHaveLength(1);
  });

  it('is not sent to who was erased, or when nobody waits for it any more', async () => {
    const withdrawn = await room.lodge();
    await room.office.does(withdrawn, 'report-progress', { text: 'One.' });
    await room.office.does(withdrawn, 'withdraw', {}, { by: complainant });
    const erased = await room.lodge();
    await room.office.does(erased, 'report-progress', {});
    await room.office.erase(erased);
    for (const reference of [withdrawn, erased]) await room.deliver(reference);
    expect(reports()).toEqual([]);
  });
});
