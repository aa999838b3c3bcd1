import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Reference } from '@redress/contracts';
import { FakeChannel, MailRoom } from '../messages/message-room.mother.spec.js';

let room: MailRoom;
beforeEach(() => {
  room = new MailRoom(true);
});

const OLD = 'parisa@example.org';
const NEW = 'parisa@example.net';

async function corrected(complainant: { readonly email?: string; readonly phone?: string }): Promise<Reference> {
  const reference = await room.lodge();
  await room.deliver(reference);
  room.mail.sent.length = 0;
  await room.office.does(reference, 'correct-details', { complainant });
  for (let delivery = 0; delivery < 3; delivery += 1) await room.deliver(reference);
  return reference;
}

const told = () => Object.fromEntries(new Map(room.mail.sent.map(({ to, text }) => [to.address, text])));

describe('A corrected e-mail address', () => {
  it('is confirmed, and the former one hears of it without the new one or anything about the matter', async () => {
    await corrected({ email: NEW });
    expect(Object.keys(told()).sort()).toEqual([NEW, OLD]);
    expect(told()[NEW]).toContain('from now on we write to you here');
    expect(told()[OLD]).toContain('If it was not you');
    expect(told()[OLD]).not.toMatch(/example\.net|Parisa|received/);
  });

  it('that only changes its spelling concerns nobody else', async () => {
    await corrected({ email: 'Parisa@Example.org' });
    expect(Object.keys(told())).toEqual(['Parisa@Example.org']);
  });

  it('makes no work of a former address at which nothing arrives', async () => {
    const reference = await room.lodge();
    await room.deliver(reference);
    room.mail.outcome = { sent: false, failure: 'smtp-550', uncertain: false };
    await room.office.does(reference, 'correct-details', { complainant: { email: NEW } });
    for (let delivery = 0; delivery < 3; delivery += 1) await room.deliver(reference);
    const tasks = (await room.office.complaints.history(reference)).filter(({ type }) => type === 'TaskAssigned');
    expect(tasks.map(({ data }) => data['task'])).toEqual(['undelivered-progress-report-3']);
  });
});

describe('A corrected telephone number', () => {
  it('is confirmed by a text message where there are any, and otherwise is nobody\u2019s work', async () => {
    const without = await corrected({ phone: '+44 20 7946 0101' });
    expect([room.mail.sent, (await room.since(without)).includes('TaskAssigned')]).toEqual([[], false]);
    const sms = new FakeChannel('sms', true);
    room.sms = sms;
    await corrected({ phone: '+44 20 7946 0101' });
    expect(sms.sent.map(({ to }) => to.address)).toEqual(['+44 20 7946 0101']);
  });
});
