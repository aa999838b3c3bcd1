import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  ComplaintOffice,
  documentFaults,
  liveMarkedLife,
  lodgeMarked,
  MARK,
  valuesUnder,
} from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { randomUUID } from 'node:crypto';
import { MessageRecorder } from '../messages/message-recorder.js';
import { sentMessagesProjection } from './sent-messages.projection.js';

const MESSAGE = {
  purpose: 'acknowledgement',
  channel: 'email',
  messageId: 'acknowledgement.1@redress',
  template: 'acknowledgement@1',
  language: 'fa',
} as const;

describe('The list of messages about a complaint', () => {
  let office: ComplaintOffice;
  let reference: Reference;
  beforeEach(async () => {
    office = new ComplaintOffice();
    reference = await lodgeMarked(office);
  });
  const messages = async () => (await office.document(sentMessagesProjection, reference)).body['messages'];

  it('is as it is declared, whatever happens to a complaint', async () => {
    expect(await documentFaults(sentMessagesProjection)).toEqual([]);
  });

  it('is empty, and no error, where nothing was sent', async () => {
    expect((await messages()) ?? []).toEqual([]);
  });

  it('says what was sent, when, by which channel and in which words', async () => {
    office.now = '2026-11-02T09:05:00.000Z';
    await office.does(reference, 'record-notification-sent', MESSAGE);
    const [message] = (await messages()) as readonly object[];
    expect(message).toEqual({
      ...MESSAGE,
      outcome: 'sent',
      at: '2026-11-02T09:05:00.000Z',
      occasion: expect.any(String),
    });
  });

  it('shows an attempt as such until its outcome is known, and then the outcome in its place', async () => {
    await office.does(reference, 'record-notification-attempted', MESSAGE);
    expect(await messages()).toMatchObject([{ outcome: 'attempted' }]);
    const failure = { ...MESSAGE, failure: 'interrupted', uncertain: true };
    await office.does(reference, 'record-notification-failed', failure);
    expect(await messages()).toMatchObject([{ outcome: 'failed', failure: 'interrupted', uncertain: true }]);
  });

  it('knows for which event each was sent, whatever told of its outcome', async () => {
    const recorder = new MessageRecorder(office.complaints);
    const [occasion, task] = [randomUUID(), randomUUID()];
    await recorder.attempted({ reference, causationId: occasion }, MESSAGE);
    await recorder.sent({ reference, causationId: task }, MESSAGE);
    expect(await messages()).toMatchObject([{ outcome: 'sent', occasion }]);
  });

  it('keeps different messages apart, in the order in which they were first tried', async () => {
    const second = { ...MESSAGE, messageId: 'acknowledgement.2@redress' };
    await office.does(reference, 'record-notification-attempted', MESSAGE);
    await office.does(reference, 'record-notification-attempted', second);
    await office.does(reference, 'record-notification-sent', MESSAGE);
    expect(await messages()).toMatchObject([
      { messageId: MESSAGE.messageId, outcome: 'sent' },
      { messageId: second.messageId, outcome: 'attempted' },
    ]);
  });

  it('holds no address and no word of anybody, not even sealed', async () => {
    const whole = await office.openedDocument(sentMessagesProjection, await liveMarkedLife(office));
    expect(JSON.stringify(whole)).not.toContain(MARK);
    expect(valuesUnder((await office.document(sentMessagesProjection, reference)).body, '$sealed')).toEqual([]);
  });
});
