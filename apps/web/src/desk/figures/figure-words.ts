import type { components, paths } from '@redress/api-client';
import { useCauseNames } from '../cause-names.js';
import { useColleagues } from '../colleagues.js';
import { useSay } from '../say.js';
import {
  CHANNEL,
  COMPLEXITY,
  IMPACT,
  isWordOf,
  LANGUAGE,
  OUTCOME,
  PRIORITY,
  SEVERITY,
  STATUS,
  UPHELD,
  type WordList,
} from '../words.js';
import { useMoments } from '../moments.js';

type Schemas = components['schemas'];
type TimeseriesQuery = NonNullable<paths['/api/analytics/timeseries']['get']['parameters']['query']>;
type ParetoQuery = NonNullable<paths['/api/analytics/pareto']['get']['parameters']['query']>;

export type FiguresMeasure = NonNullable<TimeseriesQuery['measure']>;
export const MEASURE: WordList<FiguresMeasure> = {
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
};

export type Bucket = NonNullable<TimeseriesQuery['bucket']>;
export const BUCKET: WordList<Bucket> = {
  day: 'desk.bucket.day',
  week: 'desk.bucket.week',
  month: 'desk.bucket.month',
  quarter: 'desk.bucket.quarter',
  year: 'desk.bucket.year',
};

/** Of the dimensions of the API, those that people ask for by a name. */
export type FiguresDimension = Extract<
  NonNullable<ParetoQuery['by']>,
  | 'product'
  | 'issue'
  | 'rootCause'
  | 'channel'
  | 'language'
  | 'organizationUnit'
  | 'team'
  | 'handler'
  | 'status'
  | 'finalDecision'
  | 'outcome'
  | 'severity'
  | 'priority'
  | 'complexity'
  | 'impact'
>;
export const DIMENSION: WordList<FiguresDimension> = {
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
};

export type TakenTime = Schemas['Distribution']['duration'];
export const DURATION: WordList<TakenTime> = {
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
};

export type CohortMilestone = Schemas['Cohorts']['milestone'];
export const MILESTONE: WordList<CohortMilestone> = {
  toAcknowledgement: 'desk.milestone.acknowledgement',
  toDecision: 'desk.milestone.decision',
  toEnd: 'desk.milestone.end',
};

export type ControlRule = Schemas['ControlChart']['points'][number]['signals'][number];
export const RULE: WordList<ControlRule> = {
  'one-beyond-three-sigma': 'desk.rule.one-of-one',
  'two-of-three-beyond-two-sigma': 'desk.rule.two-of-three',
  'four-of-five-beyond-one-sigma': 'desk.rule.four-of-five',
  'eight-in-a-row-on-one-side': 'desk.rule.eight-in-a-row',
};

const GROUP_WORDS: { readonly [dimension in FiguresDimension]?: WordList<string> } = {
  channel: CHANNEL,
  language: LANGUAGE,
  status: STATUS,
  finalDecision: UPHELD,
  outcome: OUTCOME,
  severity: SEVERITY,
  priority: PRIORITY,
  complexity: COMPLEXITY,
  impact: IMPACT,
};

/** Says values of a dimension in words, people and root causes by their names; whatever else the organization chose stays as it is. */
export function useGroupNames(by: FiguresDimension): (value: unknown) => string {
  const say = useSay();
  const { nameOf } = useColleagues();
  const causeName = useCauseNames();
  return (value) => {
    const words = GROUP_WORDS[by];
    const word = words !== undefined && isWordOf(words, value) ? words[value] : undefined;
    if (word !== undefined) return say(word);
    if (typeof value === 'string')
      return by === 'handler' ? nameOf(value) : by === 'rootCause' ? causeName(value) : value;
    return typeof value === 'number' ? String(value) : say('desk.figures.no-value');
  };
}

/** A figure as tables show it. */
export interface ShownFigure {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly suppressed?: boolean;
}

const NO_NUMBER = '–';

/** Words for figures: a number as it is, a share as per cent, and why there is none. */
export function useFigureWords() {
  const say = useSay();
  const { number, share } = useMoments();
  return {
    count: (value: number | null): string => (value === null ? NO_NUMBER : number(value)),
    value: ({ value, denominator, suppressed }: ShownFigure): string => {
      if (suppressed === true) return say('desk.figures.cell-suppressed');
      if (value === null) return say('desk.figures.no-value');
      return denominator === null ? number(value) : share(value);
    },
  };
}
