import { describe, expect, it } from '@jest/globals';
import { Story, told } from './story.mother.spec.js';

const reviewer = { id: 'staff-rana', role: 'handler' };
const director = { id: 'staff-dara', role: 'supervisor' };

describe('A complaint about a leaking roof (uk-housing)', () => {
  it('goes to a second stage, where other people decide, after the first was rejected', async () => {
    const story = await Story.under('uk-housing@1');
    await story.happens(
      ['2026-11-02T10:00Z', 'receive', { product: 'repairs' }],
      ['2026-11-05T10:00Z', 'acknowledge', { channel: 'letter' }],
      ['2026-11-06T10:00Z', 'assess'],
      ['2026-11-10T10:00Z', 'record-finding'],
      ['2026-11-16T10:00Z', 'propose-response'],
      ['2026-11-17T10:00Z', 'approve-response'],
      ['2026-11-18T10:00Z', 'communicate-decision'],
      ['2026-11-20T10:00Z', 'record-rejection'],
      ['2026-11-20T12:00Z', 'lodge-appeal', { grounds: 'It still leaks.' }],
      ['2026-11-25T10:00Z', 'acknowledge', { channel: 'letter' }],
      ['2026-12-21T10:00Z', 'extend-deadline', { clock: 'stage-2', grounds: 'complex' }],
      ['2027-01-11T10:00Z', 'record-finding', {}, { by: reviewer }],
      ['2027-01-12T10:00Z', 'propose-response', {}, { by: reviewer }],
      ['2027-01-13T10:00Z', 'approve-response', {}, { by: director }],
      ['2027-01-25T23:00Z', 'communicate-decision', {}, { by: reviewer }],
      ['2027-01-27T10:00Z', 'record-acceptance'],
      ['2027-01-28T10:00Z', 'deliver-remedy'],
      ['2027-01-28T11:00Z', 'close'],
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
          clock: 'stage-1',
          state: 'met',
          due: '2026-11-19T23:59:59.999Z',
          counted: 'From Thu 5: Fri 6 is 1, 9 to 13 are 2 to 6, Mon 16 to Thu 19 are 7 to 10.',
        },
        {
          clock: 'stage-2-acknowledgement',
          state: 'met',
          due: '2026-11-27T23:59:59.999Z',
          counted: 'From Fri 20: Mon 23 to Fri 27.',
        },
        {
          clock: 'stage-2',
          state: 'met',
          due: '2027-01-25T23:59:59.999Z',
          counted:
            'From Wed 25 Nov: Thu 26 and Fri 27 are 1 and 2, three weeks from 30 Nov are 3 to 17, 21 to 23 Dec are 18 to 20; twenty more: ' +
            'Thu 24 is 21, 29 to 31 are 22 to 24, three weeks from 4 Jan are 25 to 39, Mon 25 is 40. Christmas, Boxing and New Year do not count.',
        },
      ]),
    );
  });
});
