import { describe, expect, it } from '@jest/globals';
import {
  NEVER,
  noDeliveries,
  withEvent,
  withoutDead,
  withoutFirst,
  withoutLost,
  withResent,
  type DeadLetter,
  type Deliveries,
} from './delivery-document.js';

const THEN = '2026-11-01T09:00:00.000Z';
const NOW = '2026-11-02T09:00:00.000Z';
const DUE = '2026-11-03T09:00:00.000Z';

const dead = (revision: number): DeadLetter => ({
  revision,
  type: 'NoteAdded',
  failure: 'http-500',
  attempts: 9,
  at: THEN,
});

/** A document in use: every field differs from that of a new one. */
const DELIVERIES: Deliveries = {
  subscription: 'crm',
  stream: 'complaint-7K3M9QXD41PD',
  seen: 6,
  pending: [5, 6],
  attempts: 3,
  dueAt: DUE,
  claim: 'worker-1',
  writes: ['write-1'],
  dead: [dead(2), dead(4)],
  deadCount: 2,
};
const IDLE: Deliveries = { ...DELIVERIES, pending: [], attempts: 0, dueAt: NEVER, claim: '' };

describe('What is to be delivered', () => {
  it('is nothing at first', () => {
    expect(noDeliveries('crm', 'complaint-7K3M9QXD41PD')).toEqual({
      subscription: 'crm',
      stream: 'complaint-7K3M9QXD41PD',
      seen: -1,
      pending: [],
      attempts: 0,
      dueAt: NEVER,
      claim: '',
      dead: [],
      deadCount: 0,
    });
  });

  it('grows at its end by a new event, and by no repeat of one', () => {
    expect(withEvent(DELIVERIES, 7, NOW)).toEqual({ ...DELIVERIES, seen: 7, pending: [5, 6, 7] });
    expect(withEvent(IDLE, 7, NOW)).toEqual({ ...IDLE, seen: 7, pending: [7], dueAt: NOW });
    expect(withEvent(DELIVERIES, 6, NOW)).toBe(DELIVERIES);
  });

  it('shrinks at its beginning, and what comes next is due at once, with all its attempts', () => {
    const next = { ...DELIVERIES, attempts: 0, claim: '' };
    expect(withoutFirst(DELIVERIES, NOW)).toEqual({ ...next, pending: [6], dueAt: NOW });
    expect(withoutFirst({ ...DELIVERIES, pending: [6] }, NOW)).toEqual({ ...next, pending: [], dueAt: NEVER });
  });

  it('has what was given up before all that is newer when it is resent, each once and with all its attempts', () => {
    const resent = { ...DELIVERIES, attempts: 0, claim: '', dueAt: NOW, dead: [], deadCount: 0 };
    expect(withResent(DELIVERIES, NOW)).toEqual({ ...resent, pending: [2, 4, 5, 6] });
    expect(withResent({ ...DELIVERIES, dead: [dead(5)] }, NOW)).toEqual({ ...resent, pending: [5, 6] });
    expect(withResent(IDLE, NOW)).toEqual({ ...resent, pending: [2, 4] });
  });

  it('goes on behind what the log has kept, as if the rest had never been seen', () => {
    const first = { ...DELIVERIES, seen: 5, pending: [5], dead: [dead(2), dead(4)] };
    expect(withoutLost(DELIVERIES, 5, NOW)).toEqual({ ...first, deadCount: 2 });
    const none = { ...DELIVERIES, seen: 3, pending: [], dead: [dead(2)], deadCount: 1 };
    expect(withoutLost(DELIVERIES, 3, NOW)).toEqual({ ...none, attempts: 0, claim: '', dueAt: NEVER });
    expect(withoutLost(DELIVERIES, DELIVERIES.seen, NOW)).toBe(DELIVERIES);
  });

  it('goes on when what was given up is forgotten', () => {
    expect(withoutDead(DELIVERIES)).toEqual({ ...DELIVERIES, dead: [], deadCount: 0 });
  });
});
