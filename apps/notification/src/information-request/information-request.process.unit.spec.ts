import { beforeEach, describe, expect, it } from '@jest/globals';
import { complainant } from '@redress/complaints/office';
import { MailRoom } from '../messages/message-room.mother.spec.js';

let room: MailRoom;
beforeEach(() => {
  room = new MailRoom(false);
});

const QUESTION = { request: 'receipt', text: 'Do you have the receipt?', dueOn: '2026-11-20' } as const;
const questions = () => room.mail.sent.filter(({ messageId }) => messageId.startsWith('information-request.'));

describe('A question to the complainant', () => {
  it('is sent once, with its words and its day', async () => {
    const reference = await room.lodge();
    await room.office.does(reference, 'request-information', QUESTION);
    for (let delivery = 0; delivery < 3; delivery += 1) await room.deliver(reference);
    expect(questions()).toHaveLength(1);
    expect(questions()[0]?.text).toContain(QUESTION.text);
    expect(questions()[0]?.text).toContain('20 November 2026');
    expect(await room.latest(reference, 'NotificationSent')).toMatchObject({ purpose: 'information-request' });
  });

  it('is sent for each question', async () => {
    const reference = await room.lodge();
    await room.office.does(reference, 'request-information', QUESTION);
    await room.office.does(reference, 'request-information', { ...QUESTION, request: 'photo', text: 'A photograph?' });
    await room.deliver(reference);
    expect(questions()).toHaveLength(2);
  });

  it('is not sent when it was answered meanwhile, the complaint was withdrawn, or its complainant erased', async () => {
    const answered = await room.lodge();
    await room.office.does(answered, 'request-information', QUESTION);
    await room.office.does(answered, 'add-information', { text: 'Here.', request: 'receipt' }, { by: complainant });
    const withdrawn = await room.lodge();
    await room.office.does(withdrawn, 'request-information', QUESTION);
    await room.office.does(withdrawn, 'withdraw', {}, { by: complainant });
    const erased = await room.lodge();
    await room.office.does(erased, 'request-information', QUESTION);
    await room.office.erase(erased);
    for (const reference of [answered, withdrawn, erased]) await room.deliver(reference);
    expect(questions()).toEqual([]);
  });
});
