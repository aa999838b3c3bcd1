import { describe, expect, it } from '@jest/globals';
import { Story, told } from './story.mother.spec.js';

describe('A complaint to an organization without rules of its own (generic)', () => {
  it('is acknowledged, reported on, decided, accepted, put right and closed', async () => {
    const story = await Story.under('generic@2');
    await story.happens(
      ['2026-11-05T14:00Z', 'receive'],
      ['2026-11-05T14:05Z', 'acknowledge', { channel: 'email' }],
      ['2026-11-06T09:00Z', 'assess'],
      ['2026-11-18T10:00Z', 'report-progress'],
      ['2026-11-20T10:00Z', 'record-finding'],
      ['2026-12-01T10:00Z', 'propose-response'],
      ['2026-12-02T10:00Z', 'approve-response'],
      ['2026-12-02T11:00Z', 'report-progress'],
      ['2026-12-04T10:00Z', 'communicate-decision'],
      ['2026-12-07T10:00Z', 'record-acceptance'],
      ['2026-12-08T10:00Z', 'deliver-remedy'],
      ['2026-12-08T11:00Z', 'close'],
    );
    expect(await story.clocks()).toEqual(
      told([
        { clock: 'acknowledgement', state: 'met', due: '2026-11-06T23:59:59.999Z', counted: 'Fri 6 is 1.' },
        {
          clock: 'progress-report',
          state: 'met',
          due: '2026-11-19T23:59:59.999Z',
          counted: 'Fri 6 is 1, 9 to 13 are 2 to 6, Mon 16 to Thu 19 are 7 to 10.',
        },
        {
          clock: 'progress-report',
          state: 'met',
          due: '2026-12-02T23:59:59.999Z',
          counted:
            'From Wed 18 Nov: Thu 19 and Fri 20 are 1 and 2, 23 to 27 are 3 to 7, Mon 30 to Wed 2 Dec are 8 to 10.',
        },
        {
          clock: 'progress-report',
          state: 'met',
          due: '2026-12-16T23:59:59.999Z',
          counted: 'From Wed 2 Dec two weeks of five days are Wed 16; the decision ended it before.',
        },
        {
          clock: 'decision',
          state: 'met',
          due: '2026-12-05T14:00:00.000Z',
          counted: '30 days from 5 Nov 14:00 are 5 Dec at the same time.',
        },
      ]),
    );
  });
});
