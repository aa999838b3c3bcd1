import { describe, expect, it } from '@jest/globals';
import { availableCommands } from './commands.js';
import { command, complainant, given, happened, historyTo, stateAfter, supervisor } from './complaint.mother.spec.js';

const rates = (rating: number, comment?: string) =>
  command('rate-satisfaction', { rating, ...(comment !== undefined && { comment }) }, { actor: complainant });
const rated = happened('SatisfactionRated', { rating: 4 }, { actor: complainant });
const closedAgain = [
  happened('ComplaintReopened', {}, { actor: supervisor }),
  happened('ComplaintClosed', { outcome: 'out-of-scope', comment: 'Of the province.' }),
];

describe('The rating of how a complaint was handled', () => {
  it.each(['closed', 'withdrawn', 'referred'] as const)('is taken once it is %s', (status) => {
    given(historyTo[status])
      .when(rates(4, 'Quick.'))
      .then([{ type: 'SatisfactionRated', data: { rating: 4, comment: 'Quick.' } }]);
  });

  it.each(['received', 'decision-communicated', 'rejected'] as const)('is refused while it is %s', (status) => {
    given(historyTo[status]).when(rates(4)).thenRefused('complaint-not-ended');
  });

  it('is given once, also when it is sent twice', () => {
    given([...historyTo.closed, rated])
      .when(rates(4))
      .then([]);
    given([...historyTo.closed, rated])
      .when(rates(1))
      .thenRefused('already-rated');
  });

  it('is asked for again after the complaint was taken up again and ended again', () => {
    given([...historyTo.closed, rated, ...closedAgain])
      .when(rates(1))
      .then([{ type: 'SatisfactionRated', data: { rating: 1 } }]);
  });

  it('is for the complainant alone', () => {
    const mayRate = (id: string, role: string) =>
      availableCommands(stateAfter(historyTo.closed), { id, roles: [role] }).includes('rate-satisfaction');
    expect(mayRate('complainant', 'complainant')).toBe(true);
    for (const role of ['handler', 'supervisor', 'intake-agent', 'admin'])
      expect(mayRate('staff-hana', role)).toBe(false);
  });
});
