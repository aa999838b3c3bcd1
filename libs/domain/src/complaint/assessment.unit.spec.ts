import { describe, expect, it } from '@jest/globals';
import {
  acknowledged,
  assessed,
  command,
  given,
  handler,
  happened,
  received,
  reopened,
  stateAfter,
  supervisor,
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

  it('takes a complaint from somebody else only where the taker says whose it is, or which revision they saw', () => {
    const history = [received, happened('ComplaintAssigned', { assignee: 'handler-2' })];
    const taken = [{ type: 'ComplaintAssigned', data: { assignee: handler.id } }] as const;
    const takes = (from?: string, more: object = {}) =>
      command('assign', { assignee: handler.id, ...(from && { from }) }, more);
    given(history).when(takes()).thenRefused('assigned-to-other');
    given(history).when(takes('handler-3')).thenRefused('assigned-to-other');
    given(history).when(takes('Handler-2')).then(taken);
    given(history)
      .when(takes(undefined, { isAsSeen: true }))
      .then(taken);
    given([received]).when(takes()).then(taken);
    given([received]).when(takes('handler-2')).thenRefused('assigned-to-other');
  });

  it('returns a complaint to the queue of its team, from whoever is named', () => {
    const routed = happened('ComplaintRouted', { team: 'Cards', person: 'handler-2', rule: 'cards' });
    const history = [received, happened('ComplaintAssigned', { assignee: 'handler-2' })];
    const unassign = command('unassign', { assignee: 'Handler-2' }, { actor: supervisor });
    given(history)
      .when(unassign)
      .then([{ type: 'ComplaintAssigned', data: {} }]);
    given([received, routed, ...history.slice(1)])
      .when(unassign)
      .then([
        { type: 'ComplaintRouted', data: { team: 'Cards' } },
        { type: 'ComplaintAssigned', data: {} },
      ]);
    given(history)
      .when(command('unassign', { assignee: 'handler-1' }))
      .thenRefused('assigned-to-other');
    given([...history, happened('ComplaintAssigned', {})])
      .when(unassign)
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
