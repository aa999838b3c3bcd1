import type { Instant } from '../instant.js';
import { toReference } from '../references/reference.js';
import { describe, expect, it } from '@jest/globals';
import { clocksUnder } from '../clocks/clocks.js';
import { hasPassed, pendingFirings } from '../clocks/firings.js';
import { paced } from '../policies/policy.mother.spec.js';
import {
  asked,
  command,
  earlier,
  EARLIER,
  given,
  happened,
  historyTo,
  merged,
  OWN,
  question,
  received,
  stateAfter,
  supervisor,
  unmerged,
} from './complaint.mother.spec.js';
import type { PastComplaintEvent } from './complaint.js';

const LATER = toReference('5QV0HJ4ZM8S0');
const bySupervisor = { actor: supervisor, reason: 'It is about another card.' };
const absorbed = happened('ComplaintAbsorbed', { complaint: LATER, turn: 1 });
const released = happened('ComplaintReleased', { complaint: LATER, turn: 2 });

function statusAfter(...history: readonly PastComplaintEvent[]): string {
  return stateAfter(history).status;
}

describe('A merge', () => {
  it('goes into the complaint that was received earlier', () => {
    given(historyTo.assessed)
      .when(command('merge', { into: EARLIER, other: earlier }))
      .then([{ type: 'ComplaintMerged', data: { into: EARLIER, turn: 1 } }]);
    expect(statusAfter(...historyTo.assessed, merged)).toBe('merged');
  });

  it('of complaints of two persons is confirmed by a reason; of one person, or of somebody unknown, it needs none', () => {
    const others = { ...earlier, isOtherPerson: true };
    given(historyTo.assessed)
      .when(command('merge', { into: EARLIER, other: others }))
      .thenRefused('different-complainants');
    for (const [other, reason] of [
      [others, 'The same lamp.'],
      [{ ...earlier, isOtherPerson: false }, undefined],
    ] as const)
      given(historyTo.assessed)
        .when(command('merge', { into: EARLIER, other }, reason === undefined ? {} : { reason }))
        .then([{ type: 'ComplaintMerged', data: { into: EARLIER, turn: 1 } }]);
  });

  it('of two received in the same instant goes into the one with the smaller reference', () => {
    const atOnce = { ...earlier, receivedAt: received.occurredAt };
    given([received])
      .when(command('merge', { into: EARLIER, other: atOnce }))
      .then([{ type: 'ComplaintMerged', data: { into: EARLIER, turn: 1 } }]);
    given([received])
      .when(command('merge', { into: OWN, other: atOnce }, { reference: EARLIER }))
      .thenRefused('merge-into-earlier');
  });

  it('is nothing new into the same one', () => {
    given([received, merged])
      .when(command('merge', { into: EARLIER }))
      .thenNothing();
  });

  it.each(['received', 'acknowledged', 'assessed', 'under-investigation', 'response-approved'] as const)(
    'that is undone leaves a complaint as it was: %s',
    (status) => {
      expect(statusAfter(...historyTo[status], merged, unmerged)).toBe(status);
    },
  );

  it('can be undone by a supervisor who says why, and made again', () => {
    given([received, merged])
      .when(command('unmerge', {}, bySupervisor))
      .then([{ type: 'ComplaintUnmerged', data: { from: EARLIER, turn: 2 } }]);
    given([received, merged, unmerged])
      .when(command('merge', { into: EARLIER, other: earlier }))
      .then([{ type: 'ComplaintMerged', data: { into: EARLIER, turn: 3 } }]);
  });

  it('is undone by the refusal of the other complaint, once, and only if it is still that merge', () => {
    const refused = { turn: 1, refused: 'complaint-closed' };
    given([received, merged])
      .when(command('unmerge', refused))
      .then([{ type: 'ComplaintUnmerged', data: { from: EARLIER, turn: 2, refused: 'complaint-closed' } }]);
    const again = happened('ComplaintMerged', { into: LATER, turn: 3 });
    given([received, merged, unmerged, again]).when(command('unmerge', refused)).thenNothing();
  });

  it('lets the complainant and the staff add to the complaint, and nobody go on with it', () => {
    given(historyTo.merged)
      .when(command('add-information', { text: 'One more thing.' }))
      .then([{ type: 'InformationAdded', data: { text: 'One more thing.' } }]);
    given(historyTo.merged)
      .when(command('assign', { assignee: 'handler-2' }))
      .thenRefused('complaint-merged');
  });
});

describe('The earlier complaint', () => {
  it('takes the later one in, and lets it go, each once', () => {
    const taken = { complaint: LATER, turn: 1 };
    given([received])
      .when(command('absorb', taken))
      .then([{ type: 'ComplaintAbsorbed', data: taken }]);
    given([received, absorbed]).when(command('absorb', taken)).thenNothing();
    const letGo = { complaint: LATER, turn: 2 };
    given([received, absorbed])
      .when(command('release', letGo))
      .then([{ type: 'ComplaintReleased', data: letGo }]);
    given([received, absorbed, released]).when(command('release', letGo)).thenNothing();
  });

  it('is not misled by what arrives late: the higher turn holds', () => {
    given([received, absorbed, released])
      .when(command('absorb', { complaint: LATER, turn: 1 }))
      .thenNothing();
  });

  it('lets go also when it has ended, and never what it never took in', () => {
    const letGo = { complaint: LATER, turn: 2 };
    given([received, absorbed, ...historyTo.withdrawn.slice(1)])
      .when(command('release', letGo))
      .then([{ type: 'ComplaintReleased', data: letGo }]);
    given([received]).when(command('release', letGo)).thenNothing();
  });
});

/** Merged after two hours of its eight, and released after two days. */
describe('The clocks of a complaint that was merged', () => {
  const start = happened(
    'ComplaintReceived',
    { description: 'x', channel: 'web', language: 'en' },
    { occurredAt: '2026-11-02T08:00:00.000Z' },
  );
  const at = (instant: Instant) => ({ occurredAt: instant });
  const into = happened('ComplaintMerged', { into: EARLIER, turn: 1 }, at('2026-11-02T10:00:00.000Z'));
  const out = happened('ComplaintUnmerged', { from: EARLIER, turn: 2 }, at('2026-11-04T10:00:00.000Z'));
  const timelineAfter = (...history: readonly PastComplaintEvent[]) => {
    const state = stateAfter(history);
    return state.status === 'unknown' ? [] : state.timeline;
  };
  const clocks = (...history: readonly PastComplaintEvent[]) =>
    clocksUnder(paced, timelineAfter(...history)).map(({ name, state, dueAt, stoppedAt }) => [
      name,
      state,
      dueAt,
      stoppedAt,
    ]);
  const fallen = (now: Instant, ...history: readonly PastComplaintEvent[]) =>
    pendingFirings(paced, timelineAfter(...history))
      .filter((firing) => hasPassed(firing, now))
      .map((firing) => [firing.kind, firing.kind === 'silence' ? undefined : firing.clock, firing.at]);

  it('all stop, whatever the policy lists, and are neither met nor missed', () => {
    expect(clocks(start, into).map(([name, state, , stoppedAt]) => [name, state, stoppedAt])).toEqual([
      ['acknowledgement', 'merged', into.occurredAt],
      ['decision', 'merged', into.occurredAt],
      ['progress-report', 'merged', into.occurredAt],
    ]);
    expect(fallen('2026-11-05T10:00:00.000Z', start, into)).toEqual([]);
  });

  it('that were missed before stay missed', () => {
    const late = happened('ComplaintMerged', { into: EARLIER, turn: 1 }, at('2026-11-02T17:00:00.000Z'));
    expect(clocks(start, late)[0]?.[1]).toBe('missed');
    expect(fallen('2026-11-02T18:00:00.000Z', start, late)).toContainEqual([
      'missed',
      'acknowledgement',
      '2026-11-02T16:00:00.000Z',
    ]);
  });

  it('are, once it is undone, as though it had not stopped them', () => {
    expect(clocks(start, into, out)).toEqual(clocks(start));
  });

  it('fire then what fell due meanwhile, with when it was due', () => {
    const due = fallen('2026-11-04T10:00:00.001Z', start, into, out);
    expect(due).toEqual(fallen('2026-11-04T10:00:00.001Z', start));
    expect(due).toContainEqual(['missed', 'acknowledgement', '2026-11-02T16:00:00.000Z']);
  });

  it('have gone on since an answer that came meanwhile, when a question had stopped them', () => {
    const paused = happened(
      'ClockPaused',
      { reason: 'information-requested', clocks: ['decision'], calendar: 'generic@1' },
      at('2026-11-02T09:00:00.000Z'),
    );
    const answer = command(
      'add-information',
      { text: 'Here it is.', request: question.request },
      { policy: paced, occurredAt: '2026-11-03T09:00:00.000Z' },
    );
    given([start, { ...asked, ...at('2026-11-02T09:00:00.000Z') }, paused, into])
      .when(answer)
      .then([
        { type: 'InformationAdded', data: { text: 'Here it is.', request: question.request } },
        { type: 'ClockResumed', data: { clocks: ['decision'], calendar: 'generic@1' } },
      ]);
  });
});
