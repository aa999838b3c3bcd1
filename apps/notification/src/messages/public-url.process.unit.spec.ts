import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeChannel, MailRoom } from './message-room.mother.spec.js';

const URL = 'https://complaints.example.org/track';

let room: MailRoom;
beforeEach(() => {
  room = new MailRoom(true);
});

describe('The page where complaints are followed', () => {
  it.each(['en', 'fa'] as const)('ends each e-mail, on a line of its own, in %s', async (language) => {
    room.publicUrl = URL;
    const reference = await room.lodge({ language });
    await room.deliver(reference);
    await room.office.does(reference, 'report-progress', {});
    await room.deliver(reference);
    const lines = room.mail.sent.map(({ text }) => text.trimEnd().split('\n').at(-1));
    expect(lines).toEqual([URL, URL]);
  });

  it('ends a text message that stays short enough', async () => {
    room.publicUrl = URL;
    room.sms = new FakeChannel('sms', true);
    await room.deliver(await room.office.lodge({ complainant: { phone: '+44 20 7946 0101' } }));
    room.publicUrl = `${URL}?${'x'.repeat(250)}`;
    await room.deliver(await room.office.lodge({ complainant: { phone: '+44 20 7946 0101' } }));
    const [near, far] = room.sms.sent.map(({ text }) => text);
    expect([near?.endsWith(` ${URL}`), far?.includes(URL)]).toEqual([true, false]);
  });

  it('is in no message where there is none', async () => {
    await room.deliver(await room.lodge());
    expect(room.mail.sent.map(({ text }) => text.includes('://'))).toEqual([false]);
  });
});
