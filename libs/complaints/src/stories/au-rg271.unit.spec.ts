import { describe, expect, it } from '@jest/globals';
import { handler } from '../complaint-office.mother.spec.js';
import { Story, told, type Expected } from './story.mother.spec.js';

const SETTLED = 'The fee was paid back while he was on the telephone, and he was content.';

const acknowledgement: Expected = {
  clock: 'acknowledgement',
  state: 'met',
  due: '2026-11-09T23:59:59.999Z',
  counted: 'Received on Sat 7; Mon 9 is 1.',
};

/** Received on Saturday 7 November 2026; the end of each limit, calculated by hand. */
const kinds = [
  ['au-rg271@1', 'loan', '2026-12-07T23:59:59.999Z', '30 days: 23 to the end of November, 7 of December.'],
  [
    'au-rg271-superannuation@1',
    'superannuation',
    '2026-12-22T23:59:59.999Z',
    '45 days: 23 to the end of November, 22 of December.',
  ],
  ['au-rg271-hardship@1', 'credit-hardship', '2026-11-28T23:59:59.999Z', '21 days after the 7th.'],
] as const;

describe.each(kinds)('A complaint under %s', (version, product, due, counted) => {
  it('is decided in time by a letter', async () => {
    const story = await Story.under(version);
    await story.happens(
      ['2026-11-07T03:00Z', 'receive', { product }],
      ['2026-11-09T03:00Z', 'acknowledge', { channel: 'phone' }],
      ['2026-11-10T03:00Z', 'assess'],
      ['2026-11-17T03:00Z', 'record-finding'],
      ['2026-11-18T03:00Z', 'propose-response'],
      ['2026-11-19T03:00Z', 'approve-response'],
      ['2026-11-20T03:00Z', 'communicate-decision'],
      ['2026-11-23T03:00Z', 'record-acceptance'],
      ['2026-11-24T03:00Z', 'deliver-remedy'],
      ['2026-11-24T04:00Z', 'close'],
    );
    expect(await story.clocks()).toEqual(told([acknowledgement, { clock: 'decision', state: 'met', due, counted }]));
  });

  it('needs no letter when it is resolved by the end of the fifth business day', async () => {
    const story = await Story.under(version);
    // Mon 9 is 1, Tue 10 is 2, Wed 11 is 3, Thu 12 is 4, Fri 13 is 5, until its end.
    await story.happens(
      ['2026-11-07T03:00Z', 'receive', { product }],
      ['2026-11-09T03:00Z', 'acknowledge', { channel: 'phone' }],
      ['2026-11-10T03:00Z', 'assess'],
      ['2026-11-13T23:59:59.999Z', 'record-acceptance', { comment: SETTLED }, { by: handler }],
      ['2026-11-16T03:00Z', 'close'],
    );
    expect(await story.clocks()).toEqual(told([acknowledgement, { clock: 'decision', state: 'exempt', due, counted }]));
    expect((await story.complaint()).status).toBe('closed');
  });

  it('needs one when it is resolved a moment later', async () => {
    const story = await Story.under(version);
    await story.happens(['2026-11-07T03:00Z', 'receive', { product }], ['2026-11-10T03:00Z', 'assess']);
    const late = story.happens(['2026-11-14T00:00Z', 'record-acceptance', { comment: SETTLED }, { by: handler }]);
    await expect(late).rejects.toThrow('too-late-for-early-resolution');
  });
});
