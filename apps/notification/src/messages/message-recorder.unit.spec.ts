import { beforeEach, describe, expect, it } from '@jest/globals';
import { ComplaintOffice } from '@redress/complaints/office';
import type { NotificationFacts } from '@redress/contracts';
import { randomUUID } from 'node:crypto';
import { type MessageOutcome, MessageRecorder, type Occasion } from './message-recorder.js';

const facts = (messageId: string): NotificationFacts => ({
  purpose: 'acknowledgement',
  channel: 'email',
  messageId,
  template: 'acknowledgement@1',
  language: 'en',
});
const [FIRST, SECOND] = [facts('acknowledgement.1@redress'), facts('acknowledgement.2@redress')];

let counted: MessageOutcome[];
let recorder: MessageRecorder;
let occasion: Occasion;
beforeEach(async () => {
  const office = new ComplaintOffice();
  counted = [];
  recorder = new MessageRecorder(office.complaints, (outcome) => void counted.push(outcome));
  occasion = { reference: await office.lodge(), causationId: randomUUID() };
});

describe('Outcomes of messages are counted', () => {
  it('once each, however often they are recorded', async () => {
    await recorder.attempted(occasion, FIRST);
    await recorder.sent(occasion, FIRST);
    await recorder.sent(occasion, FIRST);
    expect(counted).toEqual(['sent']);
  });

  it('by what is known of them', async () => {
    await recorder.attempted(occasion, FIRST);
    await recorder.failed(occasion, FIRST, { failure: 'interrupted', uncertain: true });
    await recorder.attempted(occasion, SECOND);
    await recorder.failed(occasion, SECOND, { failure: 'refused', uncertain: false });
    await recorder.failed(occasion, SECOND, { failure: 'bounced-5.1.1', uncertain: false, bounced: true });
    expect(counted).toEqual(['uncertain', 'failed', 'bounced']);
  });
});
