import { describe, expect, it } from '@jest/globals';
import type { Instant } from '../instant.js';
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
import { clocksUnder } from '../clocks/clocks.js';
import { pendingFirings } from '../clocks/firings.js';
import { acme } from '../policies/policy.mother.spec.js';

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

describe('A step whose message did not arrive', () => {
  const bounce = { ...failure, failure: 'bounced-5.1.1', bounced: true };
  const byMessage = [received, sent, acknowledged];
  const takenBack = happened('StepTakenBack', { step: 'acknowledgement', messageId: message.messageId });
  const ofDecision = { ...message, purpose: 'decision', messageId: 'message-2' } as const;
  const decided = [...historyTo['decision-communicated'], happened('NotificationSent', ofDecision)];
  const lost = happened('NotificationFailed', { ...bounce, ...ofDecision });
  const untold = [...decided, lost, happened('StepTakenBack', { step: 'decision', messageId: 'message-2' })];
  const clocksAfter = (history: Parameters<typeof stateAfter>[0]) => {
    const state = stateAfter(history);
    if (state.status === 'unknown') throw new Error('There is no complaint.');
    return { clocks: clocksUnder(acme, state.timeline), firings: pendingFirings(acme, state.timeline), state };
  };
  const clock = (history: Parameters<typeof stateAfter>[0], name: string) =>
    clocksAfter(history).clocks.find((one) => one.name === name);

  it('is taken back with the acknowledgement that this message made', () => {
    given(byMessage)
      .when(command('record-notification-failed', bounce))
      .then([
        { type: 'NotificationFailed', data: bounce },
        { type: 'StepTakenBack', data: { step: 'acknowledgement', messageId: 'message-1' } },
      ]);
    const failedToo = [...byMessage, happened('NotificationFailed', bounce), takenBack];
    expect(stateAfter(failedToo)).toMatchObject({ status: 'received', acknowledged: false });
    given(failedToo)
      .when(command('record-notification-sent', { ...message, messageId: 'message-3', channel: 'sms' }))
      .then([
        { type: 'NotificationSent', data: { ...message, messageId: 'message-3', channel: 'sms' } },
        { type: 'ComplaintAcknowledged', data: { channel: 'phone' } },
      ]);
  });

  it('stays done when somebody else did it, or when the complaint has ended', () => {
    for (const history of [
      [received, acknowledged, sent],
      [...byMessage, happened('ComplaintWithdrawn', {})],
    ])
      given(history)
        .when(command('record-notification-failed', bounce))
        .then([{ type: 'NotificationFailed', data: bounce }]);
  });

  it('leaves its clock running from its start, to fall due again', () => {
    const [name] = acme.clocks.filter(({ stops }) => stops.includes('acknowledged')).map((rule) => rule.name);
    expect(clock(byMessage, name ?? '')).toMatchObject({ state: 'met' });
    const running = clock([...byMessage, takenBack], name ?? '');
    expect(running).toMatchObject({ state: 'running', dueAt: clock([received], name ?? '')?.dueAt });
    const isDue = ({ kind, at }: { kind: string; at: Instant }) => kind === 'missed' && at === running?.dueAt;
    expect(clocksAfter(byMessage).firings.some(isDue)).toBe(false);
    expect(clocksAfter([...byMessage, takenBack]).firings.some(isDue)).toBe(true);
  });

  it('is a decision only until its complainant answers, and is none that was told again since', () => {
    given(decided)
      .when(command('record-notification-failed', { ...bounce, ...ofDecision }))
      .then([
        { type: 'NotificationFailed', data: { ...bounce, ...ofDecision } },
        { type: 'StepTakenBack', data: { step: 'decision', messageId: 'message-2' } },
      ]);
    expect(clock(decided, 'decision')?.state).toBe('met');
    expect(clock(untold, 'decision')?.state).toBe('running');
    for (const later of [[happened('DecisionRejected', {})], [happened('DecisionCommunicated', {})]])
      given([...decided, ...later, happened('NotificationAttempted', { ...ofDecision, messageId: 'message-3' })])
        .when(command('record-notification-failed', { ...bounce, ...ofDecision }))
        .then([{ type: 'NotificationFailed', data: { ...bounce, ...ofDecision } }]);
  });

  it('has no silence that means anything before the decision arrived', () => {
    const silent = {
      ...acme,
      silence: { after: { length: 1, unit: 'hours', end: 'instant' }, means: 'accepted' },
    } as const;
    const lasted = { policy: silent, occurredAt: '2026-11-03T10:00:00.000Z' } as const;
    given(decided)
      .when(command('record-silence', {}, lasted))
      .then([
        {
          type: 'DecisionAccepted',
          data: { basis: 'presumed', silence: { since: '2026-11-03T09:00:00.000Z', calendar: 'generic@1' } },
        },
      ]);
    given(untold)
      .when(command('record-silence', {}, lasted))
      .thenRefused('silence-not-lasted');
  });

  it('counts as told once another message about the decision goes out, or its complainant answers it', () => {
    const again = { ...ofDecision, messageId: 'message-3' };
    given(untold)
      .when(command('record-notification-sent', again))
      .then([
        { type: 'NotificationSent', data: again },
        { type: 'DecisionDelivered', data: { messageId: 'message-3' } },
      ]);
    const delivered = [...untold, happened('DecisionDelivered', { messageId: 'message-3' })];
    expect(clock(delivered, 'decision')?.state).toBe('met');
    given(delivered)
      .when(command('record-notification-failed', { ...bounce, ...again }))
      .then([
        { type: 'NotificationFailed', data: { ...bounce, ...again } },
        { type: 'StepTakenBack', data: { step: 'decision', messageId: 'message-3' } },
      ]);
    given(untold)
      .when(command('record-rejection', {}))
      .then([
        { type: 'DecisionDelivered', data: {} },
        { type: 'DecisionRejected', data: {} },
      ]);
  });

  it('is sent again once, with the right address for good', () => {
    const failedOnce = [...byMessage, happened('NotificationFailed', bounce), takenBack];
    given(failedOnce)
      .when(command('resend', { messageId: 'message-1', channel: 'email', email: 'robin@example.net' }))
      .then([
        { type: 'DetailsCorrected', data: { complainant: { email: 'robin@example.net' } } },
        { type: 'MessageResent', data: { messageId: 'message-1', channel: 'email' } },
      ]);
    given([...failedOnce, happened('MessageResent', { messageId: 'message-1' })])
      .when(command('resend', { messageId: 'message-1' }))
      .thenNothing();
  });
});
