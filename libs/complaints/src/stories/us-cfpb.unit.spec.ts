import { describe, expect, it } from '@jest/globals';
import { Story, told } from './story.mother.spec.js';

describe('A complaint sent on to the company (us-cfpb)', () => {
  it('is counted from that day: a first response in 15 days, an end in 60', async () => {
    const story = await Story.under('us-cfpb@1');
    await story.happens(
      ['2026-11-02T10:00Z', 'receive', { product: 'credit-card' }],
      ['2026-11-03T10:00Z', 'acknowledge', { channel: 'web' }],
      ['2026-11-05T15:00Z', 'send-on', { recipient: 'Acme Bank' }],
      ['2026-11-06T10:00Z', 'assess'],
      ['2026-11-20T20:00Z', 'report-progress'],
      ['2026-12-21T10:00Z', 'record-finding'],
      ['2026-12-28T10:00Z', 'propose-response'],
      ['2026-12-29T10:00Z', 'approve-response'],
      ['2027-01-05T00:00Z', 'communicate-decision'],
      ['2027-01-05T10:00Z', 'record-acceptance'],
      ['2027-01-05T11:00Z', 'deliver-remedy'],
      ['2027-01-05T12:00Z', 'close'],
    );
    expect(await story.clocks()).toEqual(
      told([
        {
          clock: 'response',
          state: 'met',
          due: '2026-11-20T23:59:59.999Z',
          counted: '15 days from Thu 5 Nov are Fri 20.',
        },
        {
          clock: 'decision',
          state: 'missed',
          due: '2027-01-04T23:59:59.999Z',
          counted: '25 days of November after the 5th, 31 of December, 4 of January; the decision came a moment later.',
        },
      ]),
    );
  });
});
