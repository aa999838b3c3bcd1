import type { DeadlinePolicy, Policy } from './policy.js';

/** The clocks of `generic@1`, the policy of complaints without a published one. */
export const genericPolicy = {
  version: 'generic@1',
  calendar: 'generic@1',
  clocks: [
    {
      name: 'acknowledgement',
      anchor: 'received',
      limit: { length: 1, unit: 'business-days', end: 'end-of-day' },
      stops: ['acknowledged', 'decided', 'ended'],
    },
    {
      name: 'decision',
      anchor: 'received',
      limit: { length: 30, unit: 'calendar-days', end: 'instant' },
      stops: ['decided', 'ended'],
      restartsAt: ['reopened'],
    },
  ],
} as const satisfies DeadlinePolicy;

const steps = [
  { clock: 'acknowledgement', text: 'A' },
  { clock: 'decision', text: 'D' },
];
const texts = { organization: 'Acme', introduction: 'Tell us.', needed: ['What happened'], steps, help: 'Ask us.' };

/** A complete policy without faults. */
export const acme: Policy = {
  ...genericPolicy,
  version: 'acme@1',
  names: { en: 'Acme', fa: 'اکمی' },
  source: { text: 'The board of Acme.', on: '2026-11-24' },
  validFrom: '2026-01-01',
  scope: {},
  escalations: [{ clock: 'decision', at: 'due', to: 'supervisor' }],
  approvalLimits: [{ above: { value: '250.00', currency: 'EUR' }, by: 'supervisor' }],
  requiredSteps: ['assessment'],
  remedies: ['refund', 'apology'],
  stages: [{ names: { en: 'Decision', fa: 'تصمیم' }, anotherDecider: false }],
  outsideBodies: [{ names: { en: 'Ombudsman', fa: 'بازرس' }, web: 'https://ombudsman.example' }],
  retentionYears: 6,
  referenceFormat: 'crockford',
  texts: {
    en: { ...texts, ways: [{ channel: 'web', at: 'acme.example' }] },
    fa: { ...texts, ways: [{ channel: 'web', at: 'acme.example' }] },
  },
};

/** The policy with a review by another person after the first decision, and a silence of two days that means acceptance. */
export const acmeWithReview: Policy = {
  ...acme,
  version: 'acme@2',
  stages: [...acme.stages, { names: { en: 'Review', fa: 'بازبینی' }, anotherDecider: true }],
  silence: { after: { length: 2, unit: 'calendar-days', end: 'instant' }, means: 'accepted' },
};

/** The first policy, with an exemption if the complainant is content by the end of the third business day. */
export const acmeSettling: Policy = {
  ...acme,
  version: 'acme@3',
  clocks: acme.clocks.map((rule) =>
    rule.name === 'decision'
      ? {
          ...rule,
          stops: [...rule.stops, 'accepted'],
          exempt: { by: 'accepted', within: { length: 3, unit: 'business-days', end: 'end-of-day' } },
        }
      : rule,
  ),
};

/** Hours instead of days, and every feature of clocks, so that short histories cover all of them. */
export const paced: Policy = {
  ...acme,
  version: 'paced@1',
  clocks: [
    { ...genericPolicy.clocks[0], limit: { length: 8, unit: 'hours', end: 'instant' }, warnings: [{ percent: 50 }] },
    {
      ...genericPolicy.clocks[1],
      stops: ['decided', 'accepted', 'ended'],
      exempt: { by: 'accepted', within: { length: 6, unit: 'hours', end: 'instant' } },
      limit: { length: 4, unit: 'business-days', end: 'end-of-day' },
      warnings: [{ percent: 50 }, { after: { length: 2, unit: 'business-days', end: 'end-of-day' } }],
      pause: { reasons: ['awaiting-complainant', 'force-majeure', 'information-requested'] },
      extension: { length: 2, times: 2, reasons: ['complex'] },
      holding: { length: 9, reasons: ['beyond-control'] },
    },
    {
      name: 'progress-report',
      anchor: 'received',
      limit: { length: 20, unit: 'hours', end: 'instant' },
      stops: ['progress-reported', 'decided', 'ended'],
      restartsAt: ['progress-reported', 'reopened'],
      pause: { reasons: ['awaiting-complainant', 'information-requested'] },
      atDue: 'report-progress',
    },
  ],
  escalations: [
    { clock: 'acknowledgement', at: 'due', to: 'supervisor' },
    { clock: 'decision', at: { warning: 1 }, to: 'handler' },
    { clock: 'decision', at: 'due', to: 'supervisor' },
    { clock: 'decision', at: 'due', to: 'compliance' },
  ],
};

/** Stands for the hash of a policy's content, which the domain is given. */
export function contentHashOf(policy: Policy): string {
  return JSON.stringify(policy);
}
