import { describe, expect, it } from '@jest/globals';
import { type Instant, instantOf } from '../instant.js';
import { genericPolicy } from '../policies/policy.mother.spec.js';
import { clocksUnder } from './clocks.js';
import { evolveTimeline, type Timeline } from './timeline.js';

type Happened = readonly [type: string, day: number, data?: object];

function after(...events: readonly Happened[]): Timeline {
  let timeline: Timeline | undefined;
  for (const [type, day, data = {}] of events) timeline = evolveTimeline(timeline, { type, occurredAt: on(day), data });
  return timeline ?? [];
}

function on(day: number): Instant {
  return instantOf(Date.UTC(2026, 10, day, 10));
}

function stretches(...events: readonly Happened[]): readonly unknown[] {
  return clocksUnder(genericPolicy, after(...events)).map(({ name, startedAt, stoppedAt }) => [
    name,
    startedAt,
    stoppedAt,
  ]);
}

const received = ['ComplaintReceived', 2] as const;

describe('The timeline of a complaint', () => {
  it('holds what clocks depend on, when it happened, and nothing else', () => {
    expect(
      after(received, ['NoteAdded', 3, { text: 'Secret.' }], ['ComplaintSentOn', 4, { recipient: 'Bank A' }]),
    ).toEqual([
      { fact: 'received', at: on(2) },
      { fact: 'sent-on', at: on(4) },
    ]);
  });

  it('holds pauses, extensions and holding replies with their reasons', () => {
    const paused = { clocks: ['decision'], reason: 'awaiting-complainant' };
    expect(
      after(
        received,
        ['ClockPaused', 3, paused],
        ['ClockResumed', 4, { clocks: ['decision'] }],
        ['DeadlineExtended', 5, { clock: 'decision', reason: 'complex' }],
        ['HoldingReplySent', 6, { clock: 'decision', reason: 'complex' }],
      ).slice(1),
    ).toEqual([
      { fact: 'paused', at: on(3), ...paused },
      { fact: 'resumed', at: on(4), clocks: ['decision'] },
      { fact: 'extended', at: on(5), clock: 'decision', reason: 'complex' },
      { fact: 'held', at: on(6), clock: 'decision', reason: 'complex' },
    ]);
  });

  it('begins the next stage at an appeal, not when somebody is told that time runs out', () => {
    const told = { clock: 'decision', run: 1, to: 'supervisor' };
    expect(after(received, ['ComplaintEscalated', 3, told], ['AppealLodged', 4])).toEqual([
      { fact: 'received', at: on(2) },
      { fact: 'told', at: on(3), ...told, mark: 'due' },
      { fact: 'escalated', at: on(4) },
    ]);
  });

  it('needs the receipt to start', () => {
    expect(() => after(['NoteAdded', 5])).toThrow('Clocks start at ComplaintReceived');
  });
});

describe('The clocks of the generic policy', () => {
  it('start at receipt', () => {
    expect(stretches(received)).toEqual([
      ['acknowledgement', on(2), undefined],
      ['decision', on(2), undefined],
    ]);
  });

  it('are stopped one by one, by the acknowledgement and by the decision, the first time each', () => {
    const events: readonly Happened[] = [
      ['ComplaintAcknowledged', 3],
      ['DecisionCommunicated', 9],
      ['DecisionRejected', 10],
      ['DecisionCommunicated', 12],
    ];
    expect(stretches(received, ...events)).toEqual([
      ['acknowledgement', on(2), on(3)],
      ['decision', on(2), on(9)],
    ]);
  });

  it.each(['DecisionCommunicated', 'ComplaintClosed', 'ComplaintWithdrawn', 'ComplaintReferred'])(
    'are both stopped by %s when both still run',
    (type) => {
      expect(stretches(received, [type, 5])).toEqual([
        ['acknowledgement', on(2), on(5)],
        ['decision', on(2), on(5)],
      ]);
    },
  );

  it('leave the recorded outcome alone on reopening, and a new decision clock starts', () => {
    const events: readonly Happened[] = [
      ['ComplaintWithdrawn', 5],
      ['ComplaintReopened', 20],
      ['ComplaintAcknowledged', 21],
      ['DecisionCommunicated', 25],
    ];
    expect(stretches(received, ...events)).toEqual([
      ['acknowledgement', on(2), on(5)],
      ['decision', on(2), on(5)],
      ['decision', on(20), on(25)],
    ]);
  });

  it('never stop before they started, although what stopped them happened earlier', () => {
    const events: readonly Happened[] = [
      ['ComplaintClosed', 5],
      ['ComplaintReopened', 20],
      ['DecisionCommunicated', 18],
    ];
    expect(stretches(received, ...events).at(-1)).toEqual(['decision', on(20), on(20)]);
  });
});
