import type { components, paths } from '@redress/api-client';
import {
  bucketWords,
  dimensionWords,
  durationWords,
  type FiguresDimensionWord,
  measureWords,
  milestoneWords,
  ruleWords,
} from '@redress/texts/desk';
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
export const MEASURE: WordList<FiguresMeasure> = measureWords;

export type Bucket = NonNullable<TimeseriesQuery['bucket']>;
export const BUCKET: WordList<Bucket> = bucketWords;

/** Of the dimensions of the API, those that people ask for by a name. */
export type FiguresDimension = Extract<NonNullable<ParetoQuery['by']>, FiguresDimensionWord>;
export const DIMENSION: WordList<FiguresDimension> = dimensionWords;

/** Whether a dimension is one that this page has words for. */
export function isDimension(by: unknown): by is FiguresDimension {
  return isWordOf(DIMENSION, by);
}

export type TakenTime = Schemas['Distribution']['duration'];
export const DURATION: WordList<TakenTime> = durationWords;

export type CohortMilestone = Schemas['Cohorts']['milestone'];
export const MILESTONE: WordList<CohortMilestone> = milestoneWords;

export type ControlRule = Schemas['ControlChart']['points'][number]['signals'][number];
export const RULE: WordList<ControlRule> = ruleWords;

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
