import { describe, expect, it } from '@jest/globals';
import { Story, told } from './story.mother.spec.js';

describe('A complaint about a card payment (uk-fca-disp-payments)', () => {
  it('is answered within the second limit after a holding reply', async () => {
    const story = await Story.under('uk-fca-disp-payments@1');
    await story.happens(
      ['2026-11-06T18:00Z', 'receive', { product: 'payment-services' }],
      ['2026-11-06T18:01Z', 'acknowledge', { channel: 'email' }],
      ['2026-11-09T09:00Z', 'assess'],
      ['2026-11-26T15:00Z', 'send-holding-reply', { clock: 'decision', grounds: 'beyond-control' }],
      ['2026-12-18T10:00Z', 'record-finding'],
      ['2026-12-22T10:00Z', 'propose-response'],
      ['2026-12-23T10:00Z', 'approve-response'],
      ['2026-12-29T20:00Z', 'communicate-decision'],
      ['2026-12-30T09:00Z', 'record-acceptance'],
      ['2026-12-30T10:00Z', 'deliver-remedy'],
      ['2026-12-30T11:00Z', 'close'],
    );
    expect(await story.clocks()).toEqual(
      told([
        {
          clock: 'summary-resolution',
          state: 'missed',
          due: '2026-11-11T17:00:00.000Z',
          counted: 'Mon 9, Tue 10 and Wed 11 are 1 to 3, to 17:00.',
        },
        {
          clock: 'decision',
          state: 'met',
          due: '2026-12-29T23:59:59.999Z',
          counted:
            'Three weeks from Mon 9 are 1 to 15, which is Fri 27 Nov; held on the day before. 30 Nov to 18 Dec are 16 to 30, ' +
            'Mon 21 to Thu 24 are 31 to 34, Christmas and Boxing Day (kept on Mon 28) do not count, Tue 29 is 35.',
        },
      ]),
    );
  });
});
