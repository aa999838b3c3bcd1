import { describe, expect, it } from '@jest/globals';
import { ComplaintOffice, compliance, supervisor } from '@redress/complaints/office';
import type { MessageTransport } from '@redress/outgoing';
import { Channels } from '../channels/channels.js';
import { erasedMessages } from './erased-messages.process.js';

const BY_SERVICE = { by: { id: 'notification', role: 'system' } } as const;

/** A channel that remembers what it was told to remove. */
function keeping(removed: string[]): MessageTransport {
  return {
    name: 'email',
    repeatable: true,
    description: 'a folder',
    ready: () => Promise.resolve(),
    send: () => Promise.resolve({ sent: true }),
    remove: (messageId) => {
      removed.push(messageId);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

describe('What was written to a person who was erased', () => {
  it('is removed from where it is kept, however often the event comes', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge({ complainant: { email: 'robin@example.org' } });
    const message = {
      purpose: 'acknowledgement',
      channel: 'email',
      messageId: 'acknowledgement.1@redress',
      template: 'acknowledgement@1',
      language: 'en',
    } as const;
    await office.does(reference, 'record-notification-attempted', message, BY_SERVICE);
    await office.does(reference, 'withdraw', { channel: 'phone', words: 'No more.' });
    const request = { request: 'dsr-1', ground: 'legal-obligation' } as const;
    await office.does(reference, 'request-erasure', request, { by: compliance, reason: 'Asked for.' });
    await office.does(reference, 'carry-out-erasure', {}, { by: supervisor, reason: 'Asked for.' });
    const removed: string[] = [];
    const process = erasedMessages(office.complaints, new Channels(new Map([['email', keeping(removed)]])));
    const erased = (await office.projected(reference)).filter(({ type }) => process.reactsTo.includes(type));
    expect(erased).toHaveLength(1);
    for (const event of [...erased, ...erased]) await process.on(event);
    expect(removed).toEqual(['acknowledgement.1@redress', 'acknowledgement.1@redress']);
  });
});
