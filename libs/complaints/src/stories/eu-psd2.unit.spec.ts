import { describe, expect, it } from '@jest/globals';
import { Story, told } from './story.mother.spec.js';

describe('A complaint about a transfer (eu-psd2)', () => {
  it('is answered too late in spite of a holding reply, and the breach stays', async () => {
    const story = await Story.under('eu-psd2@1');
    await story.happens(
      ['2026-12-01T09:00Z', 'receive', { product: 'transfer' }],
      ['2026-12-01T09:01Z', 'acknowledge', { channel: 'email' }],
      ['2026-12-02T09:00Z', 'assess'],
      ['2026-12-21T09:00Z', 'send-holding-reply', { clock: 'decision', grounds: 'beyond-control' }],
      ['2027-01-15T09:00Z', 'record-finding'],
      ['2027-01-18T09:00Z', 'propose-response'],
      ['2027-01-19T09:00Z', 'approve-response'],
      ['2027-01-20T09:00Z', 'communicate-decision'],
      ['2027-01-21T09:00Z', 'record-acceptance'],
      ['2027-01-21T10:00Z', 'deliver-remedy'],
      ['2027-01-21T11:00Z', 'close'],
    );
    expect(await story.clocks()).toEqual(
      told([
        {
          clock: 'decision',
          state: 'missed',
          due: '2027-01-19T23:59:59.999Z',
          counted:
            'Wed 2 to Fri 4 Dec are 1 to 3, 7 to 11 are 4 to 8, 14 to 18 are 9 to 13, Tue 22 is 15; held on Mon 21. 23 to 25 are ' +
            '16 to 18, 28 Dec to 1 Jan are 19 to 23, 4 to 8 Jan are 24 to 28, 11 to 15 are 29 to 33, Tue 19 is 35.',
        },
      ]),
    );
  });
});
