import { describe, expect, it } from '@jest/globals';
import { toActorId } from '@redress/testing';
import { command, given, happened, historyTo, stateAfter } from './complaint.mother.spec.js';
import { isEmailProven } from './contact.js';

const services = { actor: { id: toActorId('intake'), role: 'system' } };
const verified = happened('ContactPointVerified', { kind: 'email' });
const staff = { actor: { id: toActorId('staff-ida'), role: 'intake-agent' } };
const proven = (...events: Parameters<typeof stateAfter>[0]) => {
  const state = stateAfter([...events]);
  return state.status !== 'unknown' && isEmailProven(state);
};

describe('An e-mail address that the complainant confirmed', () => {
  it('is recorded once, also of a complaint that ended', () => {
    for (const history of [historyTo.received, historyTo.closed]) {
      given(history)
        .when(command('record-contact-verified', { kind: 'email' }, services))
        .then([{ type: 'ContactPointVerified', data: { kind: 'email' } }]);
      given([...history, verified])
        .when(command('record-contact-verified', { kind: 'email' }, services))
        .then([]);
    }
  });

  it('is theirs until it is corrected, and only until then', () => {
    const named = happened('DetailsCorrected', { complainant: { name: 'Robin Doe' } });
    const moved = happened('DetailsCorrected', { complainant: { email: 'robin@example.net' } });
    expect(proven(...historyTo.received)).toBe(false);
    expect(proven(...historyTo.received, verified)).toBe(true);
    expect(proven(...historyTo.received, verified, named)).toBe(true);
    expect(proven(...historyTo.received, verified, moved)).toBe(false);
    expect(proven(...historyTo.received, verified, moved, verified)).toBe(true);
  });

  it('need not be confirmed where staff took the complaint down', () => {
    const [received] = historyTo.received;
    if (received === undefined) throw new Error('A history begins with its receipt.');
    expect(proven({ ...received, ...staff })).toBe(true);
  });
});
