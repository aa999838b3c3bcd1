import { describe, expect, it } from '@jest/globals';
import {
  acknowledged,
  assessed,
  assessment,
  command,
  given,
  happened,
  historyTo,
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
    given([received, acknowledged])
      .when(command('acknowledge', { channel: 'phone' }))
      .thenNothing();
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

describe('Assessing', () => {
  it('records the assessment with the priority that follows from it', () => {
    given([received, acknowledged])
      .when(command('assess', { ...assessment, severity: 'critical' }))
      .then([{ type: 'ComplaintAssessed', data: { ...assessment, severity: 'critical', priority: 'urgent' } }]);
  });

  it('may be done again with another result', () => {
    const worse = { ...assessment, impact: 'public' } as const;
    given(historyTo['under-investigation'])
      .when(command('assess', worse))
      .then([{ type: 'ComplaintAssessed', data: { ...worse, priority: 'high' } }]);
    expect(
      stateAfter([...historyTo['under-investigation'], happened('ComplaintAssessed', { ...worse, priority: 'high' })])
        .status,
    ).toBe('under-investigation');
  });

  it('decides nothing when it says what the current assessment says', () => {
    given([received, assessed]).when(command('assess', assessment)).thenNothing();
  });

  it('is taken as new when the earlier rationale was erased', () => {
    const erased = happened('ComplaintAssessed', { ...assessment, rationale: { erased: true }, priority: 'normal' });
    given([received, erased])
      .when(command('assess', assessment))
      .then([{ type: 'ComplaintAssessed', data: { ...assessment, priority: 'normal' } }]);
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
