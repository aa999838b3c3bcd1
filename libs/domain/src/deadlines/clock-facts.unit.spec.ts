import { describe, expect, it } from '@jest/globals';
import { evolveClockFacts, type ClockFacts } from './clock-facts.js';

function after(...events: readonly (readonly [type: string, day: number])[]): ClockFacts | undefined {
  let facts: ClockFacts | undefined;
  for (const [type, day] of events) facts = evolveClockFacts(facts, { type, occurredAt: on(day) });
  return facts;
}

function on(day: number): string {
  return `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;
}

const received = ['ComplaintReceived', 2] as const;

describe('The clocks of a complaint', () => {
  it('start at its receipt', () => {
    expect(after(received)).toEqual({ acknowledgement: { startedAt: on(2) }, decisions: [{ startedAt: on(2) }] });
  });

  it('are stopped one by one, by the acknowledgement and by the decision, the first time each', () => {
    const events = [
      ['ComplaintAcknowledged', 3],
      ['DecisionCommunicated', 9],
      ['DecisionRejected', 10],
      ['DecisionCommunicated', 12],
    ] as const;
    expect(after(received, ...events)).toEqual({
      acknowledgement: { startedAt: on(2), stoppedAt: on(3) },
      decisions: [{ startedAt: on(2), stoppedAt: on(9) }],
    });
  });

  it.each(['DecisionCommunicated', 'ComplaintClosed', 'ComplaintWithdrawn', 'ComplaintReferred'])(
    'are both stopped by %s when both still run',
    (type) => {
      expect(after(received, [type, 5])).toEqual({
        acknowledgement: { startedAt: on(2), stoppedAt: on(5) },
        decisions: [{ startedAt: on(2), stoppedAt: on(5) }],
      });
    },
  );

  it('leave the recorded outcome alone on reopening, and a new decision clock starts', () => {
    const events = [
      ['ComplaintWithdrawn', 5],
      ['ComplaintReopened', 20],
      ['ComplaintAcknowledged', 21],
      ['DecisionCommunicated', 25],
    ] as const;
    expect(after(received, ...events)).toEqual({
      acknowledgement: { startedAt: on(2), stoppedAt: on(5) },
      decisions: [
        { startedAt: on(2), stoppedAt: on(5) },
        { startedAt: on(20), stoppedAt: on(25) },
      ],
    });
  });

  it('never stop before they started, although what stopped them happened earlier', () => {
    expect(
      after(received, ['ComplaintClosed', 5], ['ComplaintReopened', 20], ['DecisionCommunicated', 18]),
    ).toMatchObject({
      decisions: [{}, { startedAt: on(20), stoppedAt: on(20) }],
    });
  });

  it('are not touched by anything else', () => {
    expect(after(received, ['NoteAdded', 5])).toEqual(after(received));
  });

  it('need the receipt to start', () => {
    expect(() => after(['NoteAdded', 5])).toThrow('Clocks start at ComplaintReceived');
  });
});
