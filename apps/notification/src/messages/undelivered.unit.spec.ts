import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CommandContent } from '@redress/complaints';
import { supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { FakeChannel, MailRoom } from './message-room.mother.spec.js';

const REFUSED = { sent: false, failure: 'smtp-550', uncertain: false } as const;
const REACHABLE = { name: 'Parisa Example', email: 'parisa@example.org', phone: '+98 21 0000' };

let room: MailRoom;
let sms: FakeChannel;
beforeEach(() => {
  room = new MailRoom(true);
  sms = new FakeChannel('sms', true);
  room.sms = sms;
});

/** Delivers everything, and what follows from it. */
async function settle(reference: Reference): Promise<void> {
  for (let delivery = 0; delivery < 6; delivery += 1) await room.deliver(reference);
}

const lodge = (complainant: Extract<CommandContent, { type: 'receive' }>['data']['complainant']) =>
  room.office.lodge({ ...(complainant && { complainant }) });

async function decide(reference: Reference, channel?: 'letter'): Promise<void> {
  const assessment = {
    severity: 'low',
    safetyImplication: false,
    complexity: 'simple',
    impact: 'individual',
    immediateAction: 'none',
    rationale: 'Read.',
  } as const;
  await room.office.does(reference, 'assess', assessment);
  await room.office.does(reference, 'propose-response', { decision: 'upheld', explanation: 'Yes.', remedies: [] });
  await room.office.does(reference, 'approve-response', {}, { by: supervisor });
  const message = {
    template: 'decision@1',
    language: 'en',
    subject: 'Our decision',
    text: 'Yes, and here is why.',
  } as const;
  await room.office.does(reference, 'communicate-decision', { message, ...(channel && { channel }) });
}

const taskOf = (data: { readonly [field: string]: unknown } = {}): string =>
  typeof data['task'] === 'string' ? data['task'] : '';

const count = async (reference: Reference, type: string) =>
  (await room.since(reference)).filter((one) => one === type).length;

describe('A message that did not arrive', () => {
  it('goes by the next way that has an address, and acknowledges by that', async () => {
    room.mail.outcome = REFUSED;
    const reference = await lodge({ ...REACHABLE, postalAddress: 'Elm Street 2' });
    await settle(reference);
    expect(sms.sent).toMatchObject([{ to: { address: REACHABLE.phone } }]);
    expect(await room.latest(reference, 'ComplaintAcknowledged')).toEqual({ channel: 'phone' });
    expect(await room.latest(reference, 'TaskAssigned')).toMatchObject({ task: 'undelivered-acknowledgement-0' });
    expect(await count(reference, 'MessageResent')).toBe(1);
  });

  it('ends as a letter to print when neither e-mail nor text message is taken, with the words of the first', async () => {
    room.mail.outcome = REFUSED;
    sms.outcome = { ...REFUSED, failure: 'sms-refused' };
    const reference = await lodge({ ...REACHABLE, postalAddress: 'Elm Street 2' });
    await decide(reference);
    await settle(reference);
    const letters = (await room.office.complaints.history(reference)).filter(
      ({ type, data }) => type === 'TaskAssigned' && data['kind'] === 'send-letter',
    );
    expect(letters.map(({ data }) => taskOf(data).replace(/-\d+$/, '')).sort()).toEqual([
      'letter-acknowledgement',
      'letter-decision',
    ]);
    expect(await room.latest(reference, 'StepTakenBack')).toMatchObject({ step: 'decision' });
    const letter = letters.find(({ data }) => taskOf(data).startsWith('letter-decision'));
    await room.office.does(reference, 'complete-task', { task: taskOf(letter?.data) });
    await settle(reference);
    expect((await room.since(reference)).slice(-2)).toEqual(['NotificationSent', 'DecisionDelivered']);
  });

  it('waits for a person when no other way is left, once, however often its events come', async () => {
    room.mail.outcome = REFUSED;
    const reference = await lodge({ name: 'Parisa Example', email: 'parisa@example.org' });
    await settle(reference);
    expect(await room.since(reference)).toEqual(['NotificationFailed', 'TaskAssigned']);
  });

  it('may have arrived after all, and then goes no other way by itself', async () => {
    room.mail.outcome = { ...REFUSED, uncertain: true };
    const reference = await lodge(REACHABLE);
    await settle(reference);
    expect([sms.sent, await count(reference, 'MessageResent')]).toEqual([[], 0]);
  });

  it('is a decision by letter to somebody without an address: it is not told, and somebody has the work', async () => {
    room.sms = undefined;
    const reference = await lodge({ phone: '+44 20 7946 0999' });
    await decide(reference, 'letter');
    await settle(reference);
    expect(await room.latest(reference, 'NotificationFailed')).toMatchObject({
      channel: 'letter',
      failure: 'no-address',
    });
    expect(await room.latest(reference, 'StepTakenBack')).toMatchObject({ step: 'decision' });
    expect(await room.latest(reference, 'TaskAssigned')).toMatchObject({ title: expect.stringContaining('decision') });
  });

  it('goes again to the right address when somebody says so, and then acknowledges', async () => {
    room.mail.outcome = REFUSED;
    const reference = await lodge({ name: 'Parisa Example', email: 'wrong@example.org' });
    await settle(reference);
    room.mail.outcome = { sent: true };
    const messageId = `acknowledgement.${reference.toLowerCase()}@redress`;
    await room.office.does(reference, 'resend', { messageId, channel: 'email', email: 'right@example.org' });
    await settle(reference);
    const [again] = room.mail.sent.filter((one) => one.messageId.startsWith('acknowledgement.'));
    expect(again).toMatchObject({
      to: { address: 'right@example.org' },
      text: expect.stringContaining('tracking code'),
    });
    expect(await count(reference, 'ComplaintAcknowledged')).toBe(1);
  });

  it('is not sent by another way when it would be true no more', async () => {
    room.mail.outcome = REFUSED;
    const reference = await lodge(REACHABLE);
    await room.deliver(reference);
    await room.office.does(reference, 'acknowledge', { channel: 'letter' });
    await settle(reference);
    expect(sms.sent).toEqual([]);
  });
});
