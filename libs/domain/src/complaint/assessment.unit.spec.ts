import { describe, expect, it } from '@jest/globals';
import {
  acknowledged,
  assessed,
  command,
  given,
  happened,
  received,
  reopened,
  stateAfter,
  withdrawn,
} from './complaint.mother.spec.js';

describe('Acknowledging', () => {
  it('is recorded once, with the channel', () => {
    given([received])
      .when(command('acknowledge', { channel: 'phone' }))
      .then([{ type: 'ComplaintAcknowledged', data: { channel: 'phone' } }]);
    given([received, acknowledged]).when(command('acknowledge', {})).thenNothing();
    given([received, acknowledged])
      .when(command('acknowledge', { channel: 'phone' }))
      .thenRefused('already-acknowledged');
  });

  it('may come after the assessment, and does not take the complaint back', () => {
    given([received, assessed])
      .when(command('acknowledge', {}))
      .then([{ type: 'ComplaintAcknowledged', data: {} }]);
    expect(stateAfter([received, assessed, acknowledged]).status).toBe('assessed');
  });

  it('is not asked for again after reopening', () => {
    given([received, acknowledged, withdrawn, reopened]).when(command('acknowledge', {})).thenNothing();
  });
});

describe('Assigning and sending on', () => {
  it('records a new assignee, and nothing for the same one', () => {
    const history = [received, happened('ComplaintAssigned', { assignee: 'handler-1' })];
    given(history)
      .when(command('assign', { assignee: 'handler-2' }))
      .then([{ type: 'ComplaintAssigned', data: { assignee: 'handler-2' } }]);
    given(history)
      .when(command('assign', { assignee: 'handler-1' }))
      .thenNothing();
  });

  it('records a new recipient, and nothing for the same one', () => {
    const history = [received, happened('ComplaintSentOn', { recipient: 'Bank A' })];
    given(history)
      .when(command('send-on', { recipient: 'Bank B' }))
      .then([{ type: 'ComplaintSentOn', data: { recipient: 'Bank B' } }]);
    given(history)
      .when(command('send-on', { recipient: 'Bank A' }))
      .thenNothing();
  });
});
