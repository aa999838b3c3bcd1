import { describe, expect, it } from '@jest/globals';
import { policyNameOf, type Instant } from '@redress/domain';
import { shippedPolicies, shippedPolicyOf } from '@redress/policies';
import { system } from '../timed-life.mother.spec.js';
import { Story, type Step } from './story.mother.spec.js';

const reviewer = { id: 'staff-rana', role: 'handler' };
const director = { id: 'staff-dara', role: 'supervisor' };

interface End {
  readonly policy: string;
  /** When a silence after a decision that was told on Wed 18 November 2026 at 10:00 UTC has lasted long enough. */
  readonly silence: Instant;
  /** How that was counted by hand, in the local time of the policy's time zone. */
  readonly counted: string;
  /** The outside body that looks into it at last; a court where the policy names none. */
  readonly body: string;
}

const IN_60_DAYS = '12 days of November, 31 of December are 43, 17 January is 60; until its end';
const IN_30_DAYS = '12 days of November, 18 December is 30; until its end';
const IN_183_DAYS =
  '12 days of November, 43 with December, 74 with January, 102 with February, 133 with March, 163 with April, 20 May is 183; summer time';
const COURT = 'The county court';

const ENDS: readonly End[] = [
  { policy: 'au-rg271@2', silence: '2027-01-17T23:59:59.999Z', counted: IN_60_DAYS, body: COURT },
  { policy: 'au-rg271-hardship@2', silence: '2027-01-17T23:59:59.999Z', counted: IN_60_DAYS, body: COURT },
  { policy: 'au-rg271-superannuation@2', silence: '2027-01-17T23:59:59.999Z', counted: IN_60_DAYS, body: COURT },
  { policy: 'basic@1', silence: '2026-12-18T23:59:59.999Z', counted: IN_30_DAYS, body: COURT },
  { policy: 'eu-psd2@2', silence: '2027-01-17T23:59:59.999Z', counted: IN_60_DAYS, body: COURT },
  { policy: 'generic@3', silence: '2026-12-18T23:59:59.999Z', counted: IN_30_DAYS, body: COURT },
  { policy: 'ie-cpc@2', silence: '2027-01-17T23:59:59.999Z', counted: IN_60_DAYS, body: COURT },
  { policy: 'in-pfrda@2', silence: '2027-01-17T23:59:59.999Z', counted: IN_60_DAYS, body: COURT },
  { policy: 'ir-20-day@2', silence: '2027-01-17T20:29:59.999Z', counted: `${IN_60_DAYS} in Tehran`, body: COURT },
  {
    policy: 'uk-fca-disp@2',
    silence: '2027-05-20T22:59:59.999Z',
    counted: IN_183_DAYS,
    body: 'Financial Ombudsman Service',
  },
  {
    policy: 'uk-fca-disp-payments@2',
    silence: '2027-05-20T22:59:59.999Z',
    counted: IN_183_DAYS,
    body: 'Financial Ombudsman Service',
  },
  {
    policy: 'uk-housing@2',
    silence: '2027-01-17T23:59:59.999Z',
    counted: IN_60_DAYS,
    body: 'Housing Ombudsman Service',
  },
  { policy: 'us-cfpb@2', silence: '2027-01-17T23:59:59.999Z', counted: IN_60_DAYS, body: COURT },
];

/** A complaint under a policy whose first decision was told, without a remedy. */
async function decidedUnder(version: string): Promise<Story> {
  const { scope } = shippedPolicyOf(version);
  const [product = 'card'] = scope.products ?? [];
  const story = await Story.under(version);
  return story.happens(
    ['2026-11-02T10:00Z', 'receive', { product }],
    ['2026-11-02T10:01Z', 'acknowledge', { channel: 'email' }],
    ['2026-11-03T10:00Z', 'assess'],
    ['2026-11-04T10:00Z', 'record-finding'],
    ['2026-11-16T10:00Z', 'propose-response', { remedies: [] }],
    ['2026-11-17T10:00Z', 'approve-response'],
    ['2026-11-18T10:00Z', 'communicate-decision'],
  );
}

/** The same once more, by other people, after an appeal. */
const DECIDED_AGAIN: readonly Step[] = [
  ['2026-11-20T10:00Z', 'lodge-appeal', { grounds: 'It still leaks.' }],
  ['2026-11-23T10:00Z', 'acknowledge', { channel: 'email' }],
  ['2026-11-24T10:00Z', 'propose-response', { decision: 'not-upheld', remedies: [] }, { by: reviewer }],
  ['2026-11-25T10:00Z', 'approve-response', {}, { by: director }],
  ['2026-11-26T10:00Z', 'communicate-decision', {}, { by: reviewer }],
  ['2026-11-27T10:00Z', 'record-rejection'],
];

describe('The stories to the end', () => {
  it('are told under the newest version of every shipped policy', () => {
    const newest = new Map(shippedPolicies().map(({ version }) => [policyNameOf(version), version]));
    expect(ENDS.map(({ policy }) => policy).sort()).toEqual([...newest.values()].sort());
  });
});

describe.each(ENDS)('A decision under $policy', ({ policy: version, silence, body }) => {
  it('that nobody answers closes the complaint once the silence has lasted, and not before', async () => {
    const story = await decidedUnder(version);
    const ended = { by: system, occurredAt: silence };
    await expect(story.happens([silence, 'record-silence', {}, ended])).rejects.toThrow('silence-not-lasted');
    await story.happens(['2027-06-01T08:00Z', 'record-silence', {}, ended]);
    expect(await story.complaint()).toMatchObject({ status: 'closed', closedAs: 'resolved' });
  });

  it('that is rejected goes through every stage, and then to the outside body, whose award is carried out', async () => {
    const { stages, outsideBodies } = shippedPolicyOf(version);
    const story = await decidedUnder(version);
    await story.happens(['2026-11-19T10:00Z', 'record-rejection']);
    if (stages.length > 1) await story.happens(...DECIDED_AGAIN);
    const appeal: Step = ['2026-11-30T10:00Z', 'lodge-appeal', { grounds: 'Once more.' }];
    await expect(story.happens(appeal)).rejects.toThrow('no-further-stage');
    const told = { outcome: 'options-exhausted', comment: `Told of ${body}.` } as const;
    await expect(story.happens(['2026-12-01T10:00Z', 'close', { ...told, comment: '-' }])).rejects.toThrow(
      'options-not-told',
    );
    await story.happens(
      ['2026-12-01T10:00Z', 'state-final-position', { text: 'We stand by our decision.' }],
      ['2026-12-02T10:00Z', 'close', told],
      ['2027-03-01T10:00Z', 'record-referral-outcome', { outcome: 'upheld', by: body, summary: 'Pay it back.' }],
      ['2027-03-02T10:00Z', 'record-award', { by: body, summary: 'Pay it back.', remedies: [{ kind: 'refund' }] }],
      ['2027-03-10T10:00Z', 'deliver-remedy'],
    );
    expect(await story.complaint()).toMatchObject({ status: 'closed', closedAs: 'options-exhausted' });
    expect((await story.complaint()).award?.delivered).toEqual([0]);
    expect([COURT, ...outsideBodies.map(({ names }) => names.en)]).toContain(body);
  });
});
