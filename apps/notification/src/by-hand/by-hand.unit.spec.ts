import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { complainant, handler, supervisor } from '@redress/complaints/office';
import { formatReference } from '@redress/domain';
import { Letters } from '../letter/letters.js';
import { MessageComposer } from '../messages/message-composer.js';
import { FakeChannel, Killed, MailRoom } from '../messages/message-room.mother.spec.js';
import { TasksByHand } from './by-hand.js';
import type { Channel, Reference } from '@redress/contracts';

const ALL = {
  name: 'Parisa Example',
  email: 'parisa@example.org',
  phone: '+98 21 0000',
  postalAddress: '12 Main Street\nLeeds',
};
const LETTER = 'letter-acknowledgement-0';
const CALL = 'call-acknowledgement-0';

let room: MailRoom;
beforeEach(() => {
  room = new MailRoom(false);
});

function lodge(channel: Channel, language: 'en' | 'fa' = 'en'): Promise<Reference> {
  return room.office.lodge({ channel, language, complainant: ALL });
}

function letterOf(reference: string) {
  const { complaints, policies } = room.office;
  const composer = new MessageComposer(complaints, policies, room.secrets);
  const letters = new Letters(complaints, composer, () => ['Example Bank', 'London']);
  return letters.of(`acknowledgement.${reference.toLowerCase()}@redress`);
}

describe('A decision that nothing can deliver', () => {
  it('by a letter without an address is a task, and none for who cannot be reached at all', async () => {
    const decided = async (complainant: object): Promise<Reference> => {
      const reference = await room.office.lodge({ complainant: { name: 'Paul', ...complainant } });
      const assessed = {
        severity: 'low',
        safetyImplication: false,
        complexity: 'simple',
        impact: 'individual',
      } as const;
      await room.office.does(reference, 'assess', { ...assessed, immediateAction: 'none', rationale: 'Read.' });
      await room.office.does(reference, 'propose-response', { decision: 'upheld', explanation: 'Yes.', remedies: [] });
      await room.office.does(reference, 'approve-response', {}, { by: supervisor });
      const message = { template: 'decision@1', language: 'en', subject: 'Our decision', text: 'Yes.' } as const;
      await room.office.does(reference, 'communicate-decision', { channel: 'letter', message });
      for (let delivery = 0; delivery < 2; delivery += 1) await room.deliver(reference);
      return reference;
    };
    expect(await room.since(await decided({ phone: '+44 20 7946 0999' }))).toContain('TaskAssigned');
    expect(await room.since(await decided({}))).not.toContain('TaskAssigned');
  });
});

describe('What a complainant writes', () => {
  const tasksOf = async (reference: Reference) => {
    const { state } = await room.office.complaints.load(reference);
    return state.status === 'unknown' ? {} : state.tasks;
  };
  const writes = (reference: Reference) =>
    room.office.does(reference, 'add-information', { text: 'The money has not come.' }, { by: complainant });

  it('after the end is one open task for who handled the complaint, and again one when that was done', async () => {
    const reference = await lodge('web');
    await room.office.does(reference, 'assign', { assignee: handler.id }, { by: handler });
    await room.office.does(reference, 'withdraw', {}, { by: complainant });
    await writes(reference);
    await writes(reference);
    for (let delivery = 0; delivery < 3; delivery += 1) await room.deliver(reference);
    expect(await tasksOf(reference)).toEqual({
      'written-3': expect.objectContaining({
        standing: 'open',
        content: expect.objectContaining({ assignee: handler.id, kind: 'other' }),
      }),
    });
    await room.office.does(reference, 'complete-task', { task: 'written-3' });
    await writes(reference);
    await room.deliver(reference);
    expect(Object.values(await tasksOf(reference)).map(({ standing }) => standing)).toEqual(['done', 'open']);
  });

  it('about a merged complaint is a task on the one that is worked on, which says where to read it', async () => {
    const earlier = await lodge('web');
    room.office.now = '2026-11-03T09:00:00.000Z';
    const later = await lodge('web');
    const other = { status: 'received', receivedAt: '2026-11-02T09:00:00.000Z' } as const;
    await room.office.does(later, 'merge', { into: earlier, other }, { reason: 'The same lamp.' });
    await writes(later);
    await room.deliver(later);
    const title = expect.stringContaining(formatReference(later));
    expect(Object.values(await tasksOf(earlier))).toEqual([
      expect.objectContaining({ standing: 'open', content: expect.objectContaining({ kind: 'other', title }) }),
    ]);
    expect(await tasksOf(later)).toEqual({});
  });

  it('while the complaint is open, or that staff wrote down themselves, is no task', async () => {
    const open = await lodge('web');
    await writes(open);
    await room.deliver(open);
    expect(await tasksOf(open)).toEqual({});
    const ended = await lodge('web');
    await room.office.does(ended, 'withdraw', {}, { by: complainant });
    await room.office.does(ended, 'add-information', { text: 'By telephone.' });
    await room.deliver(ended);
    expect(await tasksOf(ended)).toEqual({});
  });

  it('before the end is no task, however late it is looked at', async () => {
    const reference = await lodge('web');
    await writes(reference);
    await room.office.does(reference, 'withdraw', {}, { by: complainant });
    await room.deliver(reference);
    expect(await tasksOf(reference)).toEqual({});
  });
});

describe('A complaint that came by letter', () => {
  it('is acknowledged by a letter that a person posts, and by no e-mail', async () => {
    const reference = await lodge('letter');
    await room.deliver(reference);
    expect(room.mail.sent).toEqual([]);
    expect(await room.since(reference)).toEqual(['NotificationAttempted', 'TaskAssigned']);
    expect(await room.latest(reference, 'NotificationAttempted')).toMatchObject({ channel: 'letter' });
    expect(await room.latest(reference, 'TaskAssigned')).toMatchObject({
      task: LETTER,
      kind: 'send-letter',
      title: expect.stringContaining(
        `/api/notifications/acknowledgement.${reference.toLowerCase()}@redress/letter.pdf`,
      ),
    });
  });

  it('gives one task however often the receipt is delivered again, also after it was done', async () => {
    const reference = await lodge('letter');
    for (let delivery = 0; delivery < 3; delivery += 1) await room.deliver(reference);
    await room.office.does(reference, 'complete-task', { task: LETTER });
    for (let delivery = 0; delivery < 3; delivery += 1) await room.deliver(reference);
    const types = await room.since(reference);
    expect(types.filter((type) => type === 'TaskAssigned')).toHaveLength(1);
    expect(types.filter((type) => type === 'NotificationSent')).toHaveLength(1);
  });

  it('is acknowledged when the letter was posted', async () => {
    const reference = await lodge('letter');
    await room.deliver(reference);
    await room.office.does(reference, 'complete-task', { task: LETTER });
    await room.deliver(reference);
    expect((await room.since(reference)).slice(-2)).toEqual(['NotificationSent', 'ComplaintAcknowledged']);
    expect(await room.latest(reference, 'NotificationSent')).toMatchObject({ channel: 'letter' });
    expect(await room.latest(reference, 'ComplaintAcknowledged')).toEqual({ channel: 'letter' });
  });

  it('has a letter that was not sent when its task was cancelled', async () => {
    const reference = await lodge('letter');
    await room.deliver(reference);
    await room.office.does(reference, 'cancel-task', { task: LETTER }, { by: handler, reason: 'Wrong address.' });
    await room.deliver(reference);
    expect(await room.latest(reference, 'NotificationFailed')).toMatchObject({
      channel: 'letter',
      failure: 'task-cancelled',
      uncertain: false,
    });
  });

  it('has its task assigned after a kill between attempt and task', async () => {
    const reference = await lodge('letter');
    jest.spyOn(TasksByHand.prototype, 'assign').mockRejectedValueOnce(new Killed());
    await expect(room.deliver(reference)).rejects.toThrow(Killed);
    await room.deliver(reference);
    expect(await room.since(reference)).toEqual(['NotificationAttempted', 'TaskAssigned']);
  });

  it('has a letter with both addresses, the day and the words of the acknowledgement', async () => {
    const reference = await lodge('letter');
    await room.deliver(reference);
    expect(await letterOf(reference)).toMatchObject({
      sender: ['Example Bank', 'London'],
      recipient: ['Parisa Example', '12 Main Street', 'Leeds'],
      day: '2 November 2026',
      subject: expect.stringContaining('We have received your complaint'),
      text: expect.stringContaining('Dear Parisa Example'),
    });
  });

  it('has the same letter a week later, after it was posted and whatever happened since', async () => {
    const reference = await lodge('letter', 'fa');
    await room.deliver(reference);
    const letter = await letterOf(reference);
    room.office.now = '2026-11-09T09:00:00.000Z';
    await room.office.does(reference, 'complete-task', { task: LETTER });
    await room.office.does(reference, 'send-on', { recipient: 'Kettle Works' });
    expect(await letterOf(reference)).toEqual(letter);
    expect(letter?.day).toBe('۱۱ آبان ۱۴۰۵');
  });

  it('has no letter any more when its complainant was erased, and gives nobody a task', async () => {
    const reference = await lodge('letter');
    await room.deliver(reference);
    await room.office.erase(reference);
    expect(await letterOf(reference)).toBeUndefined();
    const other = await lodge('letter');
    await room.office.erase(other);
    await room.deliver(other);
    expect(await room.since(other)).toEqual([]);
  });
});

describe('A complaint that came by telephone', () => {
  it('is acknowledged by a call that a person makes, also where text messages can be sent', async () => {
    room.sms = new FakeChannel('sms', false);
    const reference = await lodge('phone');
    await room.deliver(reference);
    await room.deliver(reference);
    expect([room.mail.sent, room.sms.sent]).toEqual([[], []]);
    expect(await room.since(reference)).toEqual(['TaskAssigned']);
    expect(await room.latest(reference, 'TaskAssigned')).toMatchObject({ task: CALL, kind: 'call' });
  });

  it('is acknowledged when the call was made, and not when its task was cancelled', async () => {
    const called = await lodge('phone');
    const cancelled = await lodge('phone');
    for (const reference of [called, cancelled]) await room.deliver(reference);
    await room.office.does(called, 'complete-task', { task: CALL });
    await room.office.does(cancelled, 'cancel-task', { task: CALL }, { by: handler, reason: 'No answer.' });
    for (const reference of [called, cancelled]) await room.deliver(reference);
    await room.deliver(called);
    expect(await room.since(called)).toEqual(['TaskAssigned', 'TaskCompleted', 'ComplaintAcknowledged']);
    expect(await room.latest(called, 'ComplaintAcknowledged')).toEqual({ channel: 'phone' });
    expect(await room.since(cancelled)).toEqual(['TaskAssigned', 'TaskCancelled']);
  });
});

describe('A task that somebody gave by hand', () => {
  it('records no message, whatever it is called', async () => {
    const reference = await room.office.lodge({});
    for (const task of ['letter-1', 'letter-decision-4', 'ledger']) {
      await room.office.does(reference, 'assign-task', { task, kind: 'send-letter', title: 'Send it.' });
      await room.office.does(reference, 'complete-task', { task });
    }
    await room.deliver(reference);
    expect(await room.since(reference)).not.toContain('NotificationSent');
  });
});

describe('A complainant who prefers the telephone', () => {
  it('is sent a brief text message where that is possible', async () => {
    room.sms = new FakeChannel('sms', false);
    const reference = await room.office.lodge({ complainant: { ...ALL, preferredChannel: 'phone' } });
    await room.deliver(reference);
    expect(room.sms.sent).toMatchObject([{ to: { address: '+98 21 0000' } }]);
    expect(room.sms.sent[0]?.text.length).toBeLessThan(300);
    expect(await room.latest(reference, 'NotificationSent')).toMatchObject({ channel: 'sms' });
    expect(await room.latest(reference, 'ComplaintAcknowledged')).toEqual({ channel: 'phone' });
  });
});
