import { describe, expect, it } from '@jest/globals';
import { Story, told } from './story.mother.spec.js';

describe('A complaint about a pension account (in-pfrda)', () => {
  it('keeps its late acknowledgement, and gets thirty days more when it is reopened', async () => {
    const story = await Story.under('in-pfrda@1');
    await story.happens(
      ['2026-11-06T12:00Z', 'receive', { product: 'pension' }],
      ['2026-11-12T08:00Z', 'acknowledge', { channel: 'letter' }],
      ['2026-11-13T08:00Z', 'assess'],
      ['2026-11-20T08:00Z', 'record-finding'],
      ['2026-12-02T08:00Z', 'propose-response'],
      ['2026-12-03T08:00Z', 'approve-response'],
      ['2026-12-04T08:00Z', 'communicate-decision'],
      ['2026-12-05T08:00Z', 'record-acceptance'],
      ['2026-12-05T09:00Z', 'deliver-remedy'],
      ['2026-12-05T10:00Z', 'close'],
      ['2027-01-04T10:00Z', 'reopen', {}, { reason: 'The units were not credited.' }],
    );
    expect(await story.clocks()).toEqual(
      told([
        {
          clock: 'acknowledgement',
          state: 'missed',
          due: '2026-11-11T23:59:59.999Z',
          counted: 'Mon 9, Tue 10 and Wed 11 are 1 to 3.',
        },
        {
          clock: 'decision',
          state: 'met',
          due: '2026-12-06T23:59:59.999Z',
          counted: '30 days from 6 Nov: 24 to the end of November, 6 of December.',
        },
        {
          clock: 'decision',
          state: 'running',
          due: '2027-02-03T23:59:59.999Z',
          counted: '30 days from 4 Jan: 27 to the end of January, 3 of February.',
        },
      ]),
    );
    expect((await story.complaint()).status).toBe('under-investigation');
  });
});
