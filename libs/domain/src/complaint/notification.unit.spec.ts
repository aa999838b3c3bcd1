import { describe, expect, it } from '@jest/globals';
import {
  acknowledged,
  command,
  given,
  happened,
  historyTo,
  message,
  received,
  stateAfter,
} from './complaint.mother.spec.js';
import { complaintStatuses } from './complaint.js';
import { messagePurposes } from '@redress/contracts';

const attempted = happened('NotificationAttempted', message);
const sent = happened('NotificationSent', message);
const failure = { ...message, failure: 'mailbox-full', uncertain: false };
const failed = happened('NotificationFailed', failure);

describe('A message to the complainant', () => {
  it('is attempted once', () => {
    given([received])
      .when(command('record-notification-attempted', message))
      .then([{ type: 'NotificationAttempted', data: message }]);
    given([received, attempted]).when(command('record-notification-attempted', message)).thenNothing();
    given([received, sent]).when(command('record-notification-attempted', message)).thenNothing();
  });

  it('acknowledges the complaint when it was sent', () => {
    given([received, attempted])
      .when(command('record-notification-sent', message))
      .then([
        { type: 'NotificationSent', data: message },
        { type: 'ComplaintAcknowledged', data: { channel: 'email' } },
      ]);
    expect(stateAfter([received, sent, acknowledged]).status).toBe('acknowledged');
  });

  it('acknowledges only once', () => {
    given(historyTo.assessed)
      .when(command('record-notification-sent', message))
      .then([{ type: 'NotificationSent', data: message }]);
  });

  it.each(['closed', 'withdrawn', 'referred'] as const)(
    'is recorded without acknowledging a complaint that was %s',
    (status) => {
      const history = historyTo[status].filter(({ type }) => type !== 'ComplaintAcknowledged');
      given(history)
        .when(command('record-notification-sent', message))
        .then([{ type: 'NotificationSent', data: message }]);
    },
  );

  it('may fail', () => {
    given([received, attempted])
      .when(command('record-notification-failed', failure))
      .then([{ type: 'NotificationFailed', data: failure }]);
  });

  it('has one outcome', () => {
    given([received, sent]).when(command('record-notification-sent', message)).thenNothing();
    given([received, failed]).when(command('record-notification-failed', failure)).thenNothing();
    given([received, sent])
      .when(command('record-notification-failed', failure))
      .thenRefused('notification-outcome-recorded');
    given([received, failed])
      .when(command('record-notification-sent', message))
      .thenRefused('notification-outcome-recorded');
  });

  it('may come back undelivered after it was sent, once', () => {
    const bounce = { ...failure, failure: 'bounced-5.1.1', bounced: true };
    given([received, sent])
      .when(command('record-notification-failed', bounce))
      .then([{ type: 'NotificationFailed', data: bounce }]);
    given([received, sent, happened('NotificationFailed', bounce)])
      .when(command('record-notification-failed', bounce))
      .thenNothing();
  });

  it.each([
    ['sms', 'phone'],
    ['letter', 'letter'],
    ['webhook', 'partner'],
  ] as const)('acknowledges by %s as somebody does who was reached by %s', (channel, reached) => {
    given([received])
      .when(command('record-notification-sent', { ...message, channel }))
      .then([
        { type: 'NotificationSent', data: { ...message, channel } },
        { type: 'ComplaintAcknowledged', data: { channel: reached } },
      ]);
  });

  it.each(messagePurposes.filter((purpose) => purpose !== 'acknowledgement'))(
    'does not acknowledge the complaint when it is for %s',
    (purpose) => {
      given([received])
        .when(command('record-notification-sent', { ...message, purpose }))
        .then([{ type: 'NotificationSent', data: { ...message, purpose } }]);
    },
  );

  it('is told from another one by its id alone, whatever that id is', () => {
    for (const messageId of ['message-2', 'constructor', '__proto__']) {
      const other = { ...message, messageId };
      given([received, attempted])
        .when(command('record-notification-attempted', other))
        .then([{ type: 'NotificationAttempted', data: other }]);
    }
  });

  it.each(complaintStatuses)('has its outcome recorded when the complaint is %s', (status) => {
    given(historyTo[status])
      .when(command('record-notification-failed', failure))
      .then([{ type: 'NotificationFailed', data: failure }]);
  });
});
