import { describe, expect, it } from '@jest/globals';
import { Story, told } from './story.mother.spec.js';

describe('شکایتی از یک دستگاه اجرایی (ir-20-day)', () => {
  it('is decided within twenty days of Tehran, with a mark on the tenth and the fifteenth', async () => {
    const story = await Story.under('ir-20-day@1');
    await story.happens(
      ['2026-11-03T06:00Z', 'receive', { description: 'پروانهٔ کسب پس از دو ماه صادر نشده است.', language: 'fa' }],
      ['2026-11-03T06:01Z', 'acknowledge', { channel: 'web' }],
      ['2026-11-04T06:00Z', 'assess'],
      ['2026-11-15T06:00Z', 'record-finding', { summary: 'پرونده در بایگانی مانده بود.', upheld: 'upheld' }],
      ['2026-11-17T06:00Z', 'propose-response', { explanation: 'پروانه صادر شد.' }],
      ['2026-11-18T06:00Z', 'approve-response'],
      ['2026-11-23T20:29Z', 'communicate-decision'],
      ['2026-11-24T06:00Z', 'record-acceptance'],
      ['2026-11-24T07:00Z', 'deliver-remedy'],
      ['2026-11-24T08:00Z', 'close'],
    );
    expect(await story.clocks()).toEqual(
      told([
        {
          clock: 'decision',
          state: 'met',
          due: '2026-11-23T20:29:59.999Z',
          counted:
            'Received on 12 Aban; 20 days later is 2 Azar, whose last millisecond is 20:29:59.999 UTC (UTC+3:30).',
        },
      ]),
    );
    expect(await story.warnings('decision')).toEqual([
      // Nine whole days after 12 Aban end with 21 Aban (12 Nov): the tenth day follows.
      '2026-11-12T20:29:59.999Z',
      // Fourteen end with 26 Aban (17 Nov): the fifteenth day follows.
      '2026-11-17T20:29:59.999Z',
    ]);
  });
});
