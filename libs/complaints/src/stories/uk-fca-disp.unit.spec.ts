import { describe, expect, it } from '@jest/globals';
import { handler } from '../complaint-office.mother.spec.js';
import { Story, told } from './story.mother.spec.js';

const SETTLED = 'The interest was credited while she was in the branch, and she was content.';

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

  it('is resolved summarily by close of business on the third business day, and needs no final response', async () => {
    const story = await Story.under('uk-fca-disp@1');
    await story.happens(
      ['2026-12-23T10:00Z', 'receive', { product: 'savings' }],
      ['2026-12-23T10:01Z', 'acknowledge', { channel: 'email' }],
      ['2026-12-30T17:00Z', 'record-acceptance', { comment: SETTLED }, { by: handler }],
      ['2027-01-04T09:00Z', 'close'],
    );
    expect(await story.clocks()).toEqual(
      told([
        {
          clock: 'summary-resolution',
          state: 'met',
          due: '2026-12-30T17:00:00.000Z',
          counted: 'Thu 24 is 1; Fri 25 is Christmas Day, Mon 28 Boxing Day; Tue 29 and Wed 30 are 2 and 3, to 17:00.',
        },
        {
          clock: 'decision',
          state: 'exempt',
          due: '2027-02-17T23:59:59.999Z',
          counted: '8 weeks are 56 days: 8 to the end of December, 31 in January, 17 in February.',
        },
      ]),
    );
    expect((await story.complaint()).status).toBe('closed');
  });

  it('needs a final response when the complainant is content a moment later', async () => {
    const story = await Story.under('uk-fca-disp@1');
    await story.happens(['2026-12-23T10:00Z', 'receive', { product: 'savings' }]);
    const late = story.happens([
      '2026-12-30T17:00:00.001Z',
      'record-acceptance',
      { comment: SETTLED },
      { by: handler },
    ]);
    await expect(late).rejects.toThrow('too-late-for-early-resolution');
    expect(await story.clocks()).toContain('decision running 2027-02-17T23:59:59.999Z');
  });
});
