import { describe, expect, it } from '@jest/globals';
import { FakeChannel, MailRoom } from './message-room.mother.spec.js';

const CONTACT = { name: 'Parisa Example', email: 'parisa@example.org', phone: '+44 20 7946 0000' } as const;

async function askedAfter(preferences: object, contact: object = CONTACT) {
  const room = new MailRoom(false);
  const sms = new FakeChannel('sms', false);
  room.sms = sms;
  const reference = await room.office.lodge({ language: 'en', complainant: contact });
  await room.deliver(reference);
  expect([room.mail.sent.length, sms.sent.length]).toEqual([1, 0]);
  await room.office.does(reference, 'state-preferences', preferences);
  await room.office.does(reference, 'request-information', { text: 'Which day was it?' });
  await room.deliver(reference);
  const sent = [...room.mail.sent.slice(1), ...sms.sent];
  return { sent, recorded: await room.latest(reference, 'NotificationSent') };
}

describe('Once the complainant has said how they want to be written to', () => {
  it('later messages go that way and in that language, and what was sent stays as it was sent', async () => {
    const { sent, recorded } = await askedAfter({ language: 'fa', preferredChannel: 'phone' });
    expect(sent).toMatchObject([{ to: { address: CONTACT.phone }, language: 'fa' }]);
    expect(recorded).toMatchObject({ channel: 'sms', language: 'fa' });
  });

  it('a language alone changes the language alone', async () => {
    const { recorded } = await askedAfter({ language: 'fa' });
    expect(recorded).toMatchObject({ channel: 'email', language: 'fa' });
  });

  it('a way without an address is passed over', async () => {
    const { recorded } = await askedAfter({ preferredChannel: 'letter' });
    expect(recorded).toMatchObject({ channel: 'email', language: 'en' });
  });
});
