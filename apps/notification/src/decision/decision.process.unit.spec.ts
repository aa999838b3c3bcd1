import { beforeEach, describe, expect, it } from '@jest/globals';
import { supervisor } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { Killed, MailRoom } from '../messages/message-room.mother.spec.js';

const ASSESSMENT = {
  severity: 'low',
  safetyImplication: false,
  complexity: 'simple',
  impact: 'individual',
  immediateAction: 'none',
  rationale: 'x',
} as const;
const RESPONSE = { decision: 'upheld', explanation: 'x', remedies: [] } as const;
const TOLD = {
  template: 'decision@1',
  language: 'fa',
  subject: 'تصمیم ما دربارهٔ شکایت شما',
  text: 'حق با شماست.\n',
} as const;

let room: MailRoom;
beforeEach(() => {
  room = new MailRoom(false);
});

async function decide(reference: Reference, told: object): Promise<void> {
  await room.office.does(reference, 'assess', ASSESSMENT);
  await room.office.does(reference, 'propose-response', RESPONSE);
  await room.office.does(reference, 'approve-response', {}, { by: supervisor });
  await room.office.does(reference, 'communicate-decision', told);
}

const decisions = () => room.mail.sent.filter(({ messageId }) => messageId.startsWith('decision.'));

describe('A decision that was communicated', () => {
  it('is sent once, in exactly the words that the event keeps, in their language', async () => {
    const reference = await room.lodge();
    await decide(reference, { message: TOLD });
    for (let delivery = 0; delivery < 3; delivery += 1) await room.deliver(reference);
    expect(decisions()).toMatchObject([{ subject: TOLD.subject, text: TOLD.text, language: 'fa' }]);
    expect(await room.latest(reference, 'NotificationSent')).toMatchObject({
      purpose: 'decision',
      template: 'decision@1',
      language: 'fa',
    });
  });

  it('is sent again, as a message of its own, when another is communicated after a reopening', async () => {
    const reference = await room.lodge();
    await decide(reference, { message: TOLD });
    await room.office.does(reference, 'record-acceptance', {});
    await room.office.does(reference, 'close', { outcome: 'resolved' });
    await room.office.does(reference, 'reopen', {}, { by: supervisor, reason: 'A mistake.' });
    await decide(reference, { message: { ...TOLD, text: 'And once more.\n' } });
    await room.deliver(reference);
    expect(decisions().map(({ text }) => text)).toEqual([TOLD.text, 'And once more.\n']);
    expect(new Set(decisions().map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('is posted where the communication asks for a letter', async () => {
    const reference = await room.office.lodge({
      complainant: { name: 'Parisa Example', email: 'parisa@example.org', postalAddress: 'Tehran' },
    });
    await decide(reference, { channel: 'letter', message: TOLD });
    await room.deliver(reference);
    expect(decisions()).toEqual([]);
    expect(await room.latest(reference, 'TaskAssigned')).toMatchObject({ kind: 'send-letter' });
  });

  it('is not sent where another system told it, or to somebody who was erased', async () => {
    const imported = await room.lodge();
    await decide(imported, { channel: 'email' });
    const erased = await room.lodge();
    await decide(erased, { message: TOLD });
    await room.office.erase(erased);
    for (const reference of [imported, erased]) await room.deliver(reference);
    expect(decisions()).toEqual([]);
  });

  it.each(['before-sending', 'after-sending'] as const)(
    'is uncertain after a kill %s, and is not sent a second time',
    async (moment) => {
      const reference = await room.lodge();
      await room.deliver(reference);
      await decide(reference, { message: TOLD });
      room.mail.killed = moment;
      await expect(room.deliver(reference)).rejects.toThrow(Killed);
      room.mail.killed = 'never';
      const before = decisions().length;
      await room.deliver(reference);
      expect(decisions()).toHaveLength(before);
      expect(await room.latest(reference, 'NotificationFailed')).toMatchObject({
        purpose: 'decision',
        failure: 'interrupted',
        uncertain: true,
      });
    },
  );
});
