import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { complainant, handler, supervisor } from '@redress/complaints/office';
import { formatReference, formatTrackingCode, epochMsOf, instantOf } from '@redress/domain';
import { OutOfReachError } from '@redress/eventing';
import fc from 'fast-check';
import { FakeChannel, Killed, MailRoom } from './message-room.mother.spec.js';

const PUT_OFF = { sent: false, failure: 'smtp-451', uncertain: false, temporary: true } as const;

/** Runs a release round so many minutes after the complaints were lodged. */
async function later(room: MailRoom, minutes: number): Promise<void> {
  room.office.now = instantOf(epochMsOf('2026-11-02T09:00:01.000Z') + minutes * 60_000);
  await room.release();
}

const AGENT = { id: 'ida', role: 'intake-agent' };
const SENT = ['NotificationSent', 'ComplaintAcknowledged'];

describe.each([
  ['a mail server, which does not recognize a repeat', false, ['NotificationAttempted']],
  ['an outbox, where a repeat replaces', true, []],
])('Acknowledging through %s', (_transport, repeatable, attempted) => {
  let room: MailRoom;
  beforeEach(() => {
    room = new MailRoom(repeatable);
  });

  it('sends one message to the complainant, and records it with the acknowledgement', async () => {
    const reference = await room.lodge();
    await room.deliver(reference);
    expect(room.mail.sent).toMatchObject([
      {
        messageId: `acknowledgement.${reference.toLowerCase()}@redress`,
        to: { address: 'parisa@example.org' },
        language: 'en',
      },
    ]);
    expect(await room.since(reference)).toEqual([...attempted, ...SENT]);
    expect(await room.latest(reference, 'ComplaintAcknowledged')).toEqual({ channel: 'email' });
  });

  it('records sending and acknowledgement in one append, so that no kill comes between', async () => {
    const reference = await room.lodge();
    await room.deliver(reference);
    const [sent, acknowledged] = (await room.office.recorded(reference)).slice(-2);
    expect(acknowledged?.metadata.commandId).toBe(sent?.metadata.commandId);
  });

  it('reads no complaint for what tells the complainant nothing, however long it is', async () => {
    const reference = await room.office.lodge({});
    await room.office.does(reference, 'add-note', { text: 'We called the branch.', visibility: 'internal' });
    const read = jest.spyOn(room.office.eventStore, 'read');
    await room.deliver(reference);
    // Once by the delivery itself.
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('names the receipt as the cause of everything it records', async () => {
    const reference = await room.lodge();
    await room.deliver(reference);
    const [received, ...since] = await room.office.recorded(reference);
    expect(new Set(since.map(({ metadata }) => metadata.causationId))).toEqual(new Set([received?.id]));
  });

  it('gives the complainant the reference, the code and the day of the decision', async () => {
    const reference = await room.lodge();
    await room.deliver(reference);
    const text = room.mail.sent[0]?.text;
    expect(text).toContain(formatReference(reference));
    expect(text).toContain(formatTrackingCode(room.secrets.trackingCode(reference)));
    expect(text).toContain('2 December 2026');
  });

  it('writes in the language of the complaint', async () => {
    const reference = await room.lodge({ language: 'fa', name: 'پریسا نمونه' });
    await room.deliver(reference);
    expect(room.mail.sent).toMatchObject([{ language: 'fa', subject: expect.stringContaining('شکایت') }]);
    expect(await room.latest(reference, 'NotificationSent')).toMatchObject({ language: 'fa' });
  });

  it('says nothing in the words of a stranger, who may have typed the address of somebody else', async () => {
    const words = 'Win at spam.example';
    const reference = await room.office.lodge({
      description: words,
      desiredOutcome: words,
      product: words,
      externalReference: words,
      complainant: { name: words, email: 'victim@example.org' },
    });
    await room.deliver(reference);
    await room.office.does(reference, 'withdraw', {}, { by: complainant, reason: words });
    await room.deliver(reference);
    expect(room.mail.sent).toHaveLength(2);
    expect(JSON.stringify(room.mail.sent)).not.toContain('spam');
  });

  it('greets by name in what staff cause, and where staff took the complaint', async () => {
    const lodged = await room.lodge({ name: 'Parisa\r\nBcc: victim@example.org' });
    await room.office.does(lodged, 'add-note', { text: 'We called the branch.', visibility: 'complainant' });
    await room.deliver(lodged);
    const [acknowledgement, note] = room.mail.sent;
    expect(acknowledgement?.text).toMatch(/^Hello,\n/);
    expect(note?.to.name).toBe('Parisa Bcc: victim@example.org');
    expect(note?.text.split('\n')[0]).toContain('Parisa Bcc: victim@example.org');
    room.mail.sent.length = 0;
    const taken = await room.office.lodge({ complainant: { name: 'Kim', email: 'kim@example.org' } }, { by: AGENT });
    await room.deliver(taken);
    expect(room.mail.sent).toMatchObject([{ to: { name: 'Kim' }, text: expect.stringMatching(/^Dear .?Kim/) }]);
  });

  it.each([true, false])(
    'sends nothing for the very same event as before the log was restored, and records it (%p)',
    async (isSame) => {
      const reference = await room.lodge();
      const [receipt] = await room.office.recorded(reference);
      const messageId = `acknowledgement.${reference.toLowerCase()}@redress`;
      const facts = {
        purpose: 'acknowledgement',
        channel: 'email',
        messageId,
        template: 'a@1',
        language: 'en',
      } as const;
      await room.held.start();
      await room.held.holdForEver(facts, isSame ? (receipt?.id ?? '') : 'another event');
      await room.deliver(reference);
      expect(room.mail.sent).toHaveLength(isSame ? 0 : 1);
      expect(await room.since(reference)).toEqual(isSame ? SENT : [...attempted, ...SENT]);
    },
  );

  it('sends nothing more however often the receipt is delivered again', async () => {
    const reference = await room.lodge();
    for (let delivery = 0; delivery < 5; delivery += 1) await room.deliver(reference);
    expect(room.mail.sent).toHaveLength(1);
    expect(await room.since(reference)).toEqual([...attempted, ...SENT]);
  });

  it('waits while the key to the words is missing, and is sent once it is there again', async () => {
    const reference = await room.lodge();
    const bringBack = room.office.loseKey(reference);
    await expect(room.deliver(reference)).rejects.toMatchObject({ code: 'key-missing', person: reference });
    expect(room.mail.sent).toEqual([]);
    expect(await room.since(reference)).toEqual([]);
    bringBack();
    await room.deliver(reference);
    expect(room.mail.sent).toHaveLength(1);
    expect(await room.since(reference)).toEqual([...attempted, ...SENT]);
  });

  it.each([
    ['the complaint is anonymous', undefined],
    ['the complainant left no address', { name: 'Parisa Example', phone: '+98 21 0000' }],
  ])('sends nothing when %s', async (_when, who) => {
    const reference = await room.office.lodge(who === undefined ? {} : { complainant: who });
    await room.deliver(reference);
    expect([room.mail.sent, await room.since(reference)]).toEqual([[], []]);
  });

  it('sends nothing to somebody who was erased', async () => {
    const reference = await room.lodge();
    await room.office.erase(reference);
    await room.deliver(reference);
    expect([room.mail.sent, await room.since(reference)]).toEqual([[], []]);
  });

  it.each([
    ['acknowledged by hand', 'acknowledge', {}, handler],
    ['withdrawn', 'withdraw', {}, complainant],
    ['referred', 'refer', { to: 'Ombudsman' }, handler],
    ['closed', 'close', { outcome: 'out-of-scope', comment: 'Of the province.' }, supervisor],
  ] as const)('acknowledges nothing when the complaint was %s meanwhile', async (_what, type, data, by) => {
    const reference = await room.lodge();
    // Closing as out of scope takes two people.
    if (type === 'close') await room.office.does(reference, type, data, { by: handler });
    await room.office.does(reference, type, data, { by, reason: 'So it is.' });
    await room.deliver(reference);
    expect(room.mail.sent.filter(({ messageId }) => messageId.startsWith('acknowledgement.'))).toEqual([]);
  });

  it('still acknowledges a complaint that was assigned first', async () => {
    const reference = await room.lodge();
    await room.office.does(reference, 'assign', { assignee: 'staff-hana' });
    await room.deliver(reference);
    expect(room.mail.sent).toHaveLength(1);
    expect(await room.since(reference)).toEqual(['ComplaintAssigned', ...attempted, ...SENT]);
  });

  it('records nothing, and asks for the event again, while the mail server is out of reach', async () => {
    const reference = await room.lodge();
    room.mail.isAway = true;
    await expect(room.deliver(reference)).rejects.toThrow(OutOfReachError);
    expect(await room.since(reference)).toEqual([]);
    room.mail.isAway = false;
    await room.deliver(reference);
    expect(room.mail.sent).toHaveLength(1);
  });

  it.each([
    ['certainly was not taken', { sent: false, failure: 'smtp-550', uncertain: false }],
    ['may have been taken', { sent: false, failure: 'econnection', uncertain: true }],
  ] as const)('records once that a message %s, and neither acknowledges nor tries again', async (_what, outcome) => {
    const reference = await room.lodge();
    room.mail.outcome = outcome;
    await room.deliver(reference);
    room.mail.outcome = { sent: true };
    await room.deliver(reference);
    await room.deliver(reference);
    expect(room.mail.sent).toEqual([]);
    // Somebody has to reach the complainant in another way.
    expect(await room.since(reference)).toEqual([...attempted, 'NotificationFailed', 'TaskAssigned']);
    expect(await room.latest(reference, 'TaskAssigned')).toMatchObject({ task: 'undelivered-acknowledgement-0' });
    const { failure, uncertain } = outcome;
    expect(await room.latest(reference, 'NotificationFailed')).toMatchObject({ failure, uncertain });
  });

  it('tries again what the server put off, with nothing recorded as failed, until it is taken', async () => {
    const reference = await room.lodge();
    room.mail.outcome = PUT_OFF;
    await room.deliver(reference);
    await later(room, 5);
    expect(await room.since(reference)).toEqual(attempted);
    room.mail.outcome = { sent: true };
    await later(room, 19);
    expect(room.mail.sent).toHaveLength(0);
    await later(room, 21);
    await room.deliver(reference);
    expect(room.mail.sent).toHaveLength(1);
    expect(await room.since(reference)).toEqual([...attempted, ...SENT]);
  });

  it('gives up after five days what the server put off each time, and makes it work', async () => {
    const reference = await room.lodge();
    room.mail.outcome = PUT_OFF;
    await room.deliver(reference);
    for (let hour = 0; hour < 24 * 6; hour += 1) await later(room, 60 * hour);
    await room.deliver(reference);
    expect(await room.since(reference)).toEqual([...attempted, 'NotificationFailed', 'TaskAssigned']);
    expect(await room.latest(reference, 'NotificationFailed')).toMatchObject({ failure: 'smtp-451', uncertain: false });
  });

  it('stores no word of the message and no address', async () => {
    const reference = await room.lodge();
    await room.deliver(reference);
    const stored = (await room.office.recorded(reference)).map(({ data, metadata }) =>
      JSON.stringify([data, metadata]),
    );
    expect(stored.join('')).not.toMatch(/parisa/i);
  });
});

describe('A process killed over an acknowledgement', () => {
  it.each(['before-sending', 'after-sending'] as const)(
    'to a mail server, %s, records that the outcome is uncertain and sends no second message',
    async (moment) => {
      const room = new MailRoom(false);
      const reference = await room.lodge();
      room.mail.killed = moment;
      await expect(room.deliver(reference)).rejects.toThrow(Killed);
      room.mail.killed = 'never';
      const before = room.mail.sent.length;
      await room.deliver(reference);
      await room.deliver(reference);
      expect(room.mail.sent).toHaveLength(before);
      expect(await room.since(reference)).toEqual(['NotificationAttempted', 'NotificationFailed', 'TaskAssigned']);
      expect(await room.latest(reference, 'NotificationFailed')).toMatchObject({
        failure: 'interrupted',
        uncertain: true,
      });
    },
  );

  it('to an outbox, writes the same message again under the same Message-ID', async () => {
    const room = new MailRoom(true);
    const reference = await room.lodge();
    room.mail.killed = 'after-sending';
    await expect(room.deliver(reference)).rejects.toThrow(Killed);
    room.mail.killed = 'never';
    await room.deliver(reference);
    expect(room.mail.sent).toHaveLength(2);
    expect(room.mail.sent[1]).toEqual(room.mail.sent[0]);
    expect(await room.since(reference)).toEqual(SENT);
  });

  it('sends no second message by an outbox that has taken the mail server’s place since', async () => {
    const room = new MailRoom(false);
    const reference = await room.lodge();
    room.mail.killed = 'after-sending';
    await expect(room.deliver(reference)).rejects.toThrow(Killed);
    room.mail = new FakeChannel('email', true);
    await room.deliver(reference);
    expect(room.mail.sent).toEqual([]);
    expect(await room.latest(reference, 'NotificationFailed')).toMatchObject({ uncertain: true });
  });

  it.each([
    ['acknowledged by hand', 'acknowledge', {}],
    ['closed', 'close', { outcome: 'out-of-scope', comment: 'Of the province.' }],
  ] as const)('leaves no attempt without an outcome when the complaint was %s meanwhile', async (_what, type, data) => {
    const room = new MailRoom(false);
    const reference = await room.lodge();
    room.mail.killed = 'after-sending';
    await expect(room.deliver(reference)).rejects.toThrow(Killed);
    for (const by of type === 'close' ? [handler, supervisor] : [handler])
      await room.office.does(reference, type, data, { by });
    await room.office.erase(reference);
    room.mail.killed = 'never';
    await room.deliver(reference);
    expect((await room.since(reference)).at(-1)).toBe('NotificationFailed');
  });

  it('never sends a second message, whatever goes wrong in whatever order', async () => {
    const mishap = fc.constantFrom('none', 'away', 'before-sending', 'after-sending', 'refused');
    const property = fc.asyncProperty(fc.array(mishap, { maxLength: 6 }), async (mishaps) => {
      const room = new MailRoom(false);
      const reference = await room.lodge();
      for (const one of [...mishaps, 'none']) {
        room.mail.isAway = one === 'away';
        room.mail.killed = one === 'before-sending' || one === 'after-sending' ? one : 'never';
        room.mail.outcome = one === 'refused' ? { sent: false, failure: 'smtp-550', uncertain: false } : { sent: true };
        await room.deliver(reference).catch(() => undefined);
      }
      expect(room.mail.sent.length).toBeLessThanOrEqual(1);
      const outcomes = (await room.since(reference)).filter((type) => /Notification(Sent|Failed)/.test(type));
      expect(outcomes).toHaveLength(1);
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
