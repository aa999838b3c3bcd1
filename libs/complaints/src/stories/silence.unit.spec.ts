import { describe, expect, it } from '@jest/globals';
import type { Policy, Instant } from '@redress/domain';
import { shippedPolicyOf } from '@redress/policies';
import { system } from '../timed-life.mother.spec.js';
import { Story } from './story.mother.spec.js';

/** The policy for English savings banks, with silence closing the complaint after ten business days. */
const quiet: Policy = {
  ...shippedPolicyOf('uk-fca-disp@1'),
  version: 'quiet@1',
  silence: { after: { length: 10, unit: 'business-days', end: 'end-of-day' }, means: 'closed' },
};

/**
 * Communicated on Wed 23 December 2026. Thu 24 is 1; Fri 25 is Christmas Day, Mon 28 Boxing Day; Tue 29 is 2, Wed 30 is 3, Thu 31 is 4; Fri
 * 1 is New Year's Day; Mon 4 to Fri 8 are 5 to 9; Mon 11 is 10, until its end.
 */
const until: Instant = '2027-01-11T23:59:59.999Z';
const silent = { by: system, occurredAt: until };

async function decided(): Promise<Story> {
  const story = await Story.under(quiet);
  return story.happens(
    ['2026-12-07T10:00Z', 'receive', { product: 'savings' }],
    ['2026-12-07T10:01Z', 'acknowledge', { channel: 'email' }],
    ['2026-12-09T09:30Z', 'assess'],
    ['2026-12-21T10:00Z', 'propose-response', { remedies: [] }],
    ['2026-12-22T10:00Z', 'approve-response'],
    ['2026-12-23T10:00Z', 'communicate-decision'],
  );
}

describe('A decision that nobody answers, where the policy reads a silence of ten business days', () => {
  it('counts as accepted after the tenth, over Christmas, and the complaint is closed', async () => {
    const story = await decided();
    await expect(story.happens([until, 'record-silence', {}, silent])).rejects.toThrow('silence-not-lasted');
    await story.happens(['2027-01-20T08:00Z', 'record-silence', {}, silent]);
    expect(await story.complaint()).toMatchObject({ status: 'closed', closedAs: 'resolved' });
    expect(await story.clocks()).toContain('summary-resolution missed 2026-12-10T17:00:00.000Z');
  });

  it('does not when the complainant wrote meanwhile, and then counts from that', async () => {
    const story = await decided();
    await story.happens(['2027-01-04T12:00Z', 'add-information', { text: 'I am still thinking.' }]);
    await expect(story.happens(['2027-01-20T08:00Z', 'record-silence', {}, silent])).rejects.toThrow(
      'silence-not-lasted',
    );
    // Tue 5 is 1, Fri 8 is 4, Fri 15 is 9, Mon 18 is 10.
    const later = { by: system, occurredAt: '2027-01-18T23:59:59.999Z' } as const;
    await story.happens(['2027-01-20T08:00Z', 'record-silence', {}, later]);
    expect((await story.complaint()).status).toBe('closed');
  });

  it('leaves it open, accepted, while a remedy is owed', async () => {
    const story = await Story.under(quiet);
    await story.happens(
      ['2026-12-07T10:00Z', 'receive', { product: 'savings' }],
      ['2026-12-09T09:30Z', 'assess'],
      ['2026-12-21T10:00Z', 'propose-response'],
      ['2026-12-22T10:00Z', 'approve-response'],
      ['2026-12-23T10:00Z', 'communicate-decision'],
      ['2027-01-20T08:00Z', 'record-silence', {}, silent],
    );
    expect((await story.complaint()).status).toBe('accepted');
  });
});
