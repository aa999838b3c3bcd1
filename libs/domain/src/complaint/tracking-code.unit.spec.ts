import { TRACKING_CODES_MAX } from '@redress/contracts';
import { describe, it } from '@jest/globals';
import { toActorId } from '@redress/testing';
import { command, given, happened, historyTo } from './complaint.mother.spec.js';

const because = {
  actor: { id: toActorId('intake-1'), role: 'intake-agent' },
  reason: 'They knew the date and the amount.',
};
const issued = (version: number) => happened('TrackingCodeIssued', { version });

describe('A new tracking code', () => {
  it('has the next version, also of a complaint that ended', () => {
    for (const history of [historyTo.received, historyTo.closed]) {
      given(history)
        .when(command('issue-tracking-code', {}, because))
        .then([{ type: 'TrackingCodeIssued', data: { version: 2 } }]);
      given([...history, issued(2)])
        .when(command('issue-tracking-code', {}, because))
        .then([{ type: 'TrackingCodeIssued', data: { version: 3 } }]);
    }
  });

  it('can be sent to the complainant, and not shown to who issues it', () => {
    given(historyTo.received)
      .when(command('issue-tracking-code', { toComplainant: true }, because))
      .then([{ type: 'TrackingCodeIssued', data: { version: 2, toComplainant: true } }]);
  });

  it('needs to be said how the complainant was known', () => {
    given(historyTo.received)
      .when(command('issue-tracking-code', {}, { actor: because.actor }))
      .thenRefused('reason-missing');
  });

  it('is not issued for ever, since a code is compared with all of them', () => {
    given([...historyTo.received, issued(TRACKING_CODES_MAX - 1)])
      .when(command('issue-tracking-code', {}, because))
      .then([{ type: 'TrackingCodeIssued', data: { version: TRACKING_CODES_MAX } }]);
    given([...historyTo.received, issued(TRACKING_CODES_MAX)])
      .when(command('issue-tracking-code', {}, because))
      .thenRefused('too-many-tracking-codes');
  });
});

describe('A tracking code that is sent again', () => {
  const services = { actor: { id: toActorId('intake'), role: 'system' } };

  it('is recorded each time, also of a complaint that ended, and stays the same', () => {
    for (const history of [historyTo.received, historyTo.closed, [...historyTo.received, issued(2)]]) {
      given([...history, happened('TrackingCodeRequested', {})])
        .when(command('send-tracking-code', {}, services))
        .then([{ type: 'TrackingCodeRequested', data: {} }]);
    }
    given([...historyTo.received, issued(2), happened('TrackingCodeRequested', {})])
      .when(command('issue-tracking-code', {}, because))
      .then([{ type: 'TrackingCodeIssued', data: { version: 3 } }]);
  });
});
