import { beforeEach, describe, expect, it } from '@jest/globals';
import { complainant } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { formatReference } from '@redress/domain';
import { toInstant } from '@redress/eventing';
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
    await room.office.does(reference, 'record-contact-verified', { kind: 'email' }, { by: SYSTEM });
    for (const day of ['03', '04', '05']) {
      room.office.now = toInstant(`2026-11-${day}T09:00:00.000Z`);
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
    expect(reports().map(({ text }) => text)).toEqual([expect.stringContaining('As you wished')]);
  });
});

describe('A complainant whose complaint is merged', () => {
  const supervisor = { id: 'supervisor-1', role: 'supervisor' };
  const merge = async () => {
    const earlier = await room.lodge();
    room.office.now = '2026-11-03T09:00:00.000Z';
    const later = await room.lodge({ language: 'fa', name: 'پریسا نمونه' });
    const into = await room.office.complaints.load(earlier);
    if (into.state.status === 'unknown') throw new Error('There is no such complaint.');
    const { status, receivedAt } = into.state;
    await room.office.does(later, 'merge', { into: earlier, other: { status, receivedAt } });
    return { earlier, later };
  };
  const unmerge = (reference: Reference) =>
    room.office.does(reference, 'unmerge', {}, { by: supervisor, reason: 'It is about another card.' });

  it('is told so once, in their language, and nothing by which the other complaint could be found', async () => {
    const { earlier, later } = await merge();
    for (let delivery = 0; delivery < 3; delivery += 1) await room.deliver(later);
    expect(reports()).toHaveLength(1);
    expect(reports()[0]?.text).toContain('همراه با شکایتی');
    expect(reports()[0]?.text).toContain(formatReference(later));
    expect(reports()[0]?.text).not.toContain(formatReference(earlier));
    expect(await room.latest(later, 'NotificationSent')).toMatchObject({ template: 'merged@2', language: 'fa' });
  });

  it('is told that it goes on on its own when that was undone, and by when', async () => {
    const { later } = await merge();
    await room.deliver(later);
    await unmerge(later);
    await room.deliver(later);
    expect(reports()).toHaveLength(2);
    expect(reports()[1]?.text).toContain('جداگانه');
    expect(await room.latest(later, 'NotificationSent')).toMatchObject({ template: 'unmerged@2' });
  });

  it('is told only how it stands when both happened before anybody was told', async () => {
    const { later } = await merge();
    await unmerge(later);
    await room.deliver(later);
    expect(reports()).toHaveLength(1);
    expect(await room.latest(later, 'NotificationSent')).toMatchObject({ template: 'unmerged@2' });
  });
});
