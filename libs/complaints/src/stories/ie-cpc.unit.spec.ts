import { describe, expect, it } from '@jest/globals';
import { Story, told } from './story.mother.spec.js';

describe('A complaint about a mortgage (ie-cpc)', () => {
  it('is reported on every twenty business days until it is decided within forty', async () => {
    const story = await Story.under('ie-cpc@1');
    await story.happens(
      ['2026-11-02T10:00Z', 'receive', { product: 'mortgage' }],
      ['2026-11-06T10:00Z', 'acknowledge', { channel: 'letter' }],
      ['2026-11-09T10:00Z', 'assess'],
      ['2026-11-27T10:00Z', 'report-progress'],
      ['2026-12-10T10:00Z', 'record-finding'],
      ['2026-12-15T10:00Z', 'propose-response'],
      ['2026-12-16T10:00Z', 'approve-response'],
      ['2026-12-18T10:00Z', 'communicate-decision'],
      ['2026-12-21T10:00Z', 'record-acceptance'],
      ['2026-12-21T11:00Z', 'deliver-remedy'],
      ['2026-12-21T12:00Z', 'close'],
    );
    expect(await story.clocks()).toEqual(
      told([
        {
          clock: 'acknowledgement',
          state: 'met',
          due: '2026-11-09T23:59:59.999Z',
          counted: 'Tue 3 to Fri 6 are 1 to 4, Mon 9 is 5.',
        },
        {
          clock: 'progress-report',
          state: 'met',
          due: '2026-11-30T23:59:59.999Z',
          counted: 'Tue 3 to Fri 6 are 1 to 4, the weeks of 9, 16 and 23 are 5 to 19, Mon 30 is 20.',
        },
        {
          clock: 'progress-report',
          state: 'met',
          due: '2026-12-25T23:59:59.999Z',
          counted: 'From Fri 27 Nov the four weeks from Mon 30 Nov to Fri 25 Dec; this calendar has no holidays.',
        },
        {
          clock: 'decision',
          state: 'met',
          due: '2026-12-28T23:59:59.999Z',
          counted: 'Mon 30 Nov is 20, 1 to 4 Dec are 21 to 24, the weeks of 7, 14 and 21 are 25 to 39, Mon 28 is 40.',
        },
      ]),
    );
  });
});
