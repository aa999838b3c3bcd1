import { describe, expect, it } from '@jest/globals';
import { Story, told } from './story.mother.spec.js';

describe('A complaint about a savings account (uk-fca-disp)', () => {
  it('gets its final response within eight weeks, over Christmas', async () => {
    const story = await Story.under('uk-fca-disp@1');
    await story.happens(
      ['2026-12-23T10:00Z', 'receive', { product: 'savings' }],
      ['2026-12-23T10:01Z', 'acknowledge', { channel: 'email' }],
      ['2026-12-29T09:30Z', 'assess'],
      ['2027-01-12T14:00Z', 'record-finding'],
      ['2027-02-11T10:00Z', 'propose-response'],
      ['2027-02-12T10:00Z', 'approve-response'],
      ['2027-02-17T23:30Z', 'communicate-decision'],
      ['2027-02-20T08:00Z', 'record-acceptance'],
      ['2027-02-22T08:00Z', 'deliver-remedy'],
      ['2027-02-22T09:00Z', 'close'],
    );
    expect(await story.clocks()).toEqual(
      told([
        {
          clock: 'summary-resolution',
          state: 'missed',
          due: '2026-12-30T17:00:00.000Z',
          counted: 'Thu 24 is 1; Fri 25 is Christmas Day, Mon 28 Boxing Day; Tue 29 and Wed 30 are 2 and 3, to 17:00.',
        },
        {
          clock: 'decision',
          state: 'met',
          due: '2027-02-17T23:59:59.999Z',
          counted: '8 weeks are 56 days: 8 to the end of December, 31 in January, 17 in February.',
        },
      ]),
    );
    expect((await story.complaint()).status).toBe('closed');
  });
});
