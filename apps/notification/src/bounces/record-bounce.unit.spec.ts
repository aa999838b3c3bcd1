import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Reference } from '@redress/contracts';
import { TasksByHand } from '../by-hand/by-hand.js';
import { messageIdOf, staffMessageIdOf } from '../messages/message-id.js';
import { MessageRecorder } from '../messages/message-recorder.js';
import { Killed, MailRoom } from '../messages/message-room.mother.spec.js';
import { RecordBounce, RecordBounceHandler } from './record-bounce.command.js';

let room: MailRoom;
let reference: Reference;
let messageId: string;
beforeEach(async () => {
  room = new MailRoom(false);
  reference = await room.lodge();
  await room.deliver(reference);
  messageId = messageIdOf('acknowledgement', { stream: `complaint-${reference}`, revision: 0 });
});

function bounces(id = messageId, isFinal = true): Promise<boolean> {
  const { complaints } = room.office;
  const handler = new RecordBounceHandler(complaints, new MessageRecorder(complaints), new TasksByHand(complaints));
  return handler.execute(new RecordBounce({ messageId: id, status: '5.1.1', isFinal }));
}

describe('An e-mail that came back', () => {
  it('is recorded as failed, once, and given to a person, once', async () => {
    for (let telling = 0; telling < 3; telling += 1) expect(await bounces()).toBe(true);
    expect((await room.since(reference)).slice(-3)).toEqual(['NotificationFailed', 'StepTakenBack', 'TaskAssigned']);
    expect(await room.latest(reference, 'NotificationFailed')).toMatchObject({
      purpose: 'acknowledgement',
      channel: 'email',
      failure: 'bounced-5.1.1',
      uncertain: false,
      bounced: true,
    });
    expect(await room.latest(reference, 'TaskAssigned')).toMatchObject({
      task: 'bounce-acknowledgement-0',
      kind: 'other',
    });
  });

  it('is not sent again, and no completed task makes it sent', async () => {
    await bounces();
    await room.office.does(reference, 'complete-task', { task: 'bounce-acknowledgement-0' });
    await room.deliver(reference);
    expect(room.mail.sent).toHaveLength(1);
    expect((await room.since(reference)).at(-1)).toBe('TaskCompleted');
  });

  it('gets its task when it is told again after a kill between the two', async () => {
    jest.spyOn(TasksByHand.prototype, 'assign').mockRejectedValueOnce(new Killed());
    await expect(bounces()).rejects.toThrow(Killed);
    await bounces();
    expect((await room.since(reference)).slice(-3)).toEqual(['NotificationFailed', 'StepTakenBack', 'TaskAssigned']);
  });

  it('changes nothing while it is only late', async () => {
    expect(await bounces(messageId, false)).toBe(false);
    expect(await room.since(reference)).not.toContain('NotificationFailed');
  });

  it('of somebody who was erased is recorded, and given to nobody', async () => {
    await room.office.erase(reference);
    expect(await bounces()).toBe(true);
    expect((await room.since(reference)).slice(-2)).toEqual(['NotificationFailed', 'StepTakenBack']);
  });

  it('to one of the staff is recorded, and no task for the complainant’s sake', async () => {
    const staff = { kind: 'person', name: 'staff-noor' } as const;
    const id = staffMessageIdOf('task', { stream: `complaint-${reference}`, revision: 1 }, staff);
    const words = { template: 'staff-task@1', language: 'en' } as const;
    await room.office.does(reference, 'record-notification-sent', {
      ...words,
      staff,
      purpose: 'task',
      channel: 'email',
      messageId: id,
    });
    expect(await bounces(id)).toBe(true);
    expect((await room.since(reference)).at(-1)).toBe('NotificationFailed');
    expect(await room.latest(reference, 'NotificationFailed')).toMatchObject({ messageId: id, staff, bounced: true });
  });

  it.each(['acknowledgement.000000000000@redress', 'decision.7k3m9qxd41pd.1@redress', 'somebody@example.org'])(
    'must have been sent from here: %s was not',
    async (id) => {
      await expect(bounces(id)).rejects.toMatchObject({ code: 'message-unknown' });
    },
  );
});
