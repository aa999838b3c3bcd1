import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Reference } from '@redress/contracts';
import { confirms, contactTokenIn } from '@redress/platform';
import { FakeChannel, MailRoom } from '../messages/message-room.mother.spec.js';

const URL = 'https://complaints.example.org/track';
const SERVICES = { by: { id: 'case-handling', role: 'system' } };
const EMAIL = 'parisa@example.org';

let room: MailRoom;
beforeEach(() => {
  room = new MailRoom(true);
  room.publicUrl = URL;
});

/** Tokens in all mail since the last look, each with the address that it went to. */
function tokens(): readonly (readonly [string, string])[] {
  return room.mail.sent
    .splice(0)
    .flatMap(({ to, text }) =>
      Array.from(text.matchAll(/#confirm=(\S+)$/gm), ([, token = '']) => [to.address, token] as const),
    );
}

/** What the services record when a clock of the policy falls due. */
async function automaticReport(reference: Reference): Promise<readonly string[]> {
  const before = room.mail.sent.length;
  await room.office.does(reference, 'report-progress', {}, SERVICES);
  await room.deliver(reference);
  return room.mail.sent.slice(before).map(({ to }) => to.address);
}

describe('An address that somebody typed', () => {
  it.each(['en', 'fa'] as const)('is asked for a confirmation with the acknowledgement, in %s', async (language) => {
    const reference = await room.lodge({ language });
    await room.deliver(reference);
    const [sent, ...rest] = tokens();
    const given = contactTokenIn(sent?.[1] ?? '');
    expect([sent?.[0], rest]).toEqual([EMAIL, []]);
    expect(given && confirms(room.secrets, given, EMAIL, room.office.now)).toBe(true);
  });

  it('is not asked when staff took the complaint down, or when there is no page that could confirm', async () => {
    const complainant = { email: EMAIL };
    await room.deliver(await room.office.lodge({ complainant }, { by: { id: 'staff-ida', role: 'intake-agent' } }));
    room.publicUrl = undefined;
    await room.deliver(await room.lodge());
    expect([room.mail.sent.length, tokens()]).toEqual([2, []]);
  });

  it('is asked again when it is corrected', async () => {
    const reference = await room.lodge();
    await room.deliver(reference);
    await room.office.does(reference, 'record-contact-verified', { kind: 'email' }, SERVICES);
    room.mail.sent.length = 0;
    await room.office.does(reference, 'correct-details', { complainant: { email: 'parisa@example.net' } });
    await room.deliver(reference);
    const [sent, ...rest] = tokens();
    const given = contactTokenIn(sent?.[1] ?? '');
    expect([sent?.[0], rest]).toEqual(['parisa@example.net', []]);
    expect(given && confirms(room.secrets, given, EMAIL, room.office.now)).toBe(false);
  });
});

describe('A report that the policy has sent at set times', () => {
  it('goes to an address only once it is confirmed', async () => {
    const reference = await room.lodge();
    await room.deliver(reference);
    expect(await automaticReport(reference)).toEqual([]);
    await room.office.does(reference, 'record-contact-verified', { kind: 'email' }, SERVICES);
    room.office.now = '2026-11-20T09:00:00.000Z';
    expect(await automaticReport(reference)).toEqual([EMAIL]);
  });

  it('is withheld without a failure or work for anybody, and counts as made all the same', async () => {
    const reference = await room.lodge();
    await room.deliver(reference);
    const before = (await room.since(reference)).length;
    await automaticReport(reference);
    expect((await room.since(reference)).slice(before)).toEqual(['ProgressReported']);
  });

  it('goes to the confirmed address rather than to a telephone number, which nobody confirms', async () => {
    room.sms = new FakeChannel('sms', true);
    const complainant = { email: EMAIL, phone: '+44 20 7946 0101', preferredChannel: 'phone' } as const;
    const reference = await room.office.lodge({ complainant });
    await room.office.does(reference, 'record-contact-verified', { kind: 'email' }, SERVICES);
    await room.deliver(reference);
    room.sms.sent.length = 0;
    expect([await automaticReport(reference), room.sms.sent]).toEqual([[EMAIL], []]);
  });

  it('goes to whom staff took the complaint down for, and what staff write goes to everybody', async () => {
    const complainant = { email: EMAIL };
    const taken = await room.office.lodge({ complainant }, { by: { id: 'staff-ida', role: 'intake-agent' } });
    expect(await automaticReport(taken)).toContain(EMAIL);
    const typed = await room.lodge();
    await room.deliver(typed);
    room.mail.sent.length = 0;
    await room.office.does(typed, 'report-progress', { text: 'The bank has not answered yet.' });
    await room.deliver(typed);
    expect(room.mail.sent.map(({ to }) => to.address)).toEqual([EMAIL]);
  });
});
