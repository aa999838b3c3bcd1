import { describe, expect, it } from '@jest/globals';
import type { EventData } from '@redress/contracts';
import { clocksUnder } from '../clocks/clocks.js';
import { acme } from '../policies/policy.mother.spec.js';
import {
  command,
  EARLIER,
  given,
  happened,
  historyTo,
  lodged,
  stateAfter,
  supervisor,
} from './complaint.mother.spec.js';
import { availableCommands } from './commands.js';

const part = { into: EARLIER, description: 'The card was late as well.', product: 'card' } as const;

describe('A complaint that holds two matters', () => {
  it('says which part of it becomes a complaint of its own, with all that this one is made of', () => {
    given(historyTo.assessed)
      .when(command('split', part))
      .then([{ type: 'ComplaintSplit', data: part }]);
  });

  it('says so once for one new complaint, and stays where it is', () => {
    const split = happened('ComplaintSplit', part);
    given([...historyTo.assessed, split])
      .when(command('split', part))
      .thenNothing();
    expect(stateAfter([...historyTo.assessed, split])).toMatchObject({ status: 'assessed', splits: [EARLIER] });
  });
});

describe('A complaint that was split off another', () => {
  const receivedWith = (splitFrom: NonNullable<EventData<'ComplaintReceived'>['splitFrom']>) =>
    stateAfter([happened('ComplaintReceived', { ...lodged, splitFrom }, { occurredAt: '2026-11-02T10:00:00.000Z' })]);
  const clocksOf = (state: ReturnType<typeof receivedWith>) =>
    state.status === 'unknown' ? [] : clocksUnder(acme, state.timeline);

  it('has the clocks of the first, counted from its receipt, and was acknowledged with it in time', () => {
    const state = receivedWith({ complaint: EARLIER, acknowledgedAt: '2026-11-03T09:00:00.000Z' });
    expect(clocksOf(state)).toMatchObject([
      { name: 'acknowledgement', state: 'met', stoppedAt: '2026-11-03T09:00:00.000Z' },
      { name: 'decision', state: 'running', startedAt: '2026-11-02T10:00:00.000Z' },
    ]);
  });

  it('is told of by itself all the same', () => {
    const state = receivedWith({ complaint: EARLIER, acknowledgedAt: '2026-11-03T09:00:00.000Z' });
    expect(state.status).toBe('received');
    expect(availableCommands(state, { ...supervisor, roles: ['system'] })).toContain('acknowledge');
  });

  it('owes an acknowledgement when the first does', () => {
    expect(clocksOf(receivedWith({ complaint: EARLIER }))).toMatchObject([{ state: 'running' }, { state: 'running' }]);
  });
});
