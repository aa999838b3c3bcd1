import { describe, expect, it } from '@jest/globals';
import { command, given, happened, lodged, stateAfter } from './complaint.mother.spec.js';
import { concernInWords } from './receipt.js';

describe('The words of a complaint', () => {
  it.each([
    ['I was UNFAIRLY dismissed, and my appeal was ignored.', 'employment'],
    ['You owe me unpaid\n  overtime since May.', 'employment'],
    ['پس از اخراج از كار، حقوق معوقه‌ام را ندادید.', 'employment'],
    ['اضافه‌کاری من را نداده‌اید.', 'employment'],
    ['This is with the ombudsman; I only want you to know.', 'external-dispute'],
    ['پروندهٔ قضایی آن باز است.', 'external-dispute'],
    ['Our dispute was referred to arbitration.', 'external-dispute'],
    ['An employment tribunal has it; court proceedings began in May.', 'employment'],
  ])('%j speak of %s', (text, concern) => {
    expect(concernInWords(text)).toBe(concern);
  });

  it.each([
    'My employer pays my salary into this account, and the transfer was lost.',
    'The tennis court behind the branch is noisy.',
    'If nothing happens I will go to the ombudsman.',
    'کارفرمای من حقوق را به این حساب می‌ریزد.',
    'The gold plating was not gold: filed suitably.',
    '',
  ])('%j speak of nothing that is out of scope', (text) => {
    expect(concernInWords(text)).toBeUndefined();
  });
});

describe('A complaint that is out of scope', () => {
  const dismissed = { ...lodged, description: 'I was unfairly dismissed.' };

  it('is received like any other, with what its words suggest', () => {
    given([])
      .when(command('receive', dismissed))
      .then([{ type: 'ComplaintReceived', data: { ...dismissed, suggestedConcern: 'employment' } }]);
  });

  it('is taken at its declared concern, whatever its words say', () => {
    for (const concern of ['complaint-handling', 'external-dispute'] as const) {
      const data = { ...dismissed, concern };
      given([])
        .when(command('receive', data))
        .then([{ type: 'ComplaintReceived', data }]);
    }
  });

  it('is known as such, and why', () => {
    const knownAs = (data: object) => {
      const state = stateAfter([happened('ComplaintReceived', { ...lodged, ...data })]);
      return state.status === 'unknown' ? undefined : state.outOfScope;
    };
    expect(knownAs({ concern: 'employment' })).toEqual({ concern: 'employment', basis: 'declared' });
    expect(knownAs({ suggestedConcern: 'external-dispute' })).toEqual({ concern: 'external-dispute', basis: 'words' });
    expect(knownAs({ concern: 'complaint-handling' })).toBeUndefined();
    expect(knownAs({})).toBeUndefined();
  });
});
