import type { DeskTextKey } from './desk-text.js';

type Words = Readonly<Record<string, DeskTextKey>>;

/** What each measure of figures is called. */
export const measureWords = {
  received: 'desk.measure.received',
  acknowledgedInTime: 'desk.measure.acknowledged-in-time',
  decidedInTime: 'desk.measure.decided-in-time',
  clockInTime: 'desk.measure.clock-in-time',
  overdue: 'desk.measure.overdue',
  open: 'desk.measure.open',
  upheld: 'desk.measure.upheld',
  accepted: 'desk.measure.accepted',
  disputed: 'desk.measure.disputed',
  resolvedEarly: 'desk.measure.resolved-early',
  reopened: 'desk.measure.reopened',
  rated: 'desk.measure.rated',
  satisfied: 'desk.measure.satisfied',
  appealed: 'desk.measure.appealed',
  overturned: 'desk.measure.overturned',
  referred: 'desk.measure.referred',
  awarded: 'desk.measure.awarded',
  repeated: 'desk.measure.repeated',
} as const satisfies Words;

/** What the units of periods are called. */
export const bucketWords = {
  day: 'desk.bucket.day',
  week: 'desk.bucket.week',
  month: 'desk.bucket.month',
  quarter: 'desk.bucket.quarter',
  year: 'desk.bucket.year',
} as const satisfies Words;

/** Of the dimensions of figures, those that people ask for by a name. */
export const dimensionWords = {
  product: 'desk.fact.product',
  issue: 'desk.fact.issue',
  rootCause: 'desk.field.root-cause',
  channel: 'desk.fact.channel',
  language: 'desk.fact.language',
  organizationUnit: 'desk.fact.unit',
  team: 'desk.fact.team',
  handler: 'desk.fact.assignee',
  status: 'desk.fact.status',
  finalDecision: 'desk.field.decision',
  outcome: 'desk.field.outcome',
  severity: 'desk.fact.severity',
  priority: 'desk.fact.priority',
  complexity: 'desk.field.complexity',
  impact: 'desk.field.impact',
} as const satisfies Words;
export type FiguresDimensionWord = keyof typeof dimensionWords;
export const figuresDimensionWords = Object.keys(dimensionWords) as readonly FiguresDimensionWord[];

/** What the times of a complaint are called. */
export const durationWords = {
  toAcknowledgement: 'desk.duration.to-acknowledgement',
  toAssessment: 'desk.duration.to-assessment',
  toInvestigation: 'desk.duration.to-investigation',
  toProposal: 'desk.duration.to-proposal',
  toApproval: 'desk.duration.to-approval',
  toDecision: 'desk.duration.to-decision',
  toEnd: 'desk.duration.to-end',
  toClosure: 'desk.duration.to-closure',
  openFor: 'desk.duration.open-for',
  inReceived: 'desk.duration.in-received',
  inAcknowledged: 'desk.duration.in-acknowledged',
  inAssessed: 'desk.duration.in-assessed',
  inInvestigation: 'desk.duration.in-investigation',
  inProposed: 'desk.duration.in-proposed',
  inApproved: 'desk.duration.in-approved',
  inCommunicated: 'desk.duration.in-communicated',
  inRejected: 'desk.duration.in-rejected',
  clockGross: 'desk.duration.clock-gross',
  clockNet: 'desk.duration.clock-net',
} as const satisfies Words;

/** What the milestones of cohorts are called. */
export const milestoneWords = {
  toAcknowledgement: 'desk.milestone.acknowledgement',
  toDecision: 'desk.milestone.decision',
  toEnd: 'desk.milestone.end',
} as const satisfies Words;

/** What the Western Electric rules are called. */
export const ruleWords = {
  'one-beyond-three-sigma': 'desk.rule.one-of-one',
  'two-of-three-beyond-two-sigma': 'desk.rule.two-of-three',
  'four-of-five-beyond-one-sigma': 'desk.rule.four-of-five',
  'eight-in-a-row-on-one-side': 'desk.rule.eight-in-a-row',
} as const satisfies Words;
