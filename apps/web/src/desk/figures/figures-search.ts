import type { paths } from '@redress/api-client';
import type { DeskTextKey } from '@redress/texts/desk';
import type { SearchValues } from '../address.js';
import { CHANNEL, isWordOf, LANGUAGE, OUTCOME, PRIORITY, SEVERITY, STATUS, UPHELD, type WordList } from '../words.js';
import {
  BUCKET,
  type Bucket,
  DIMENSION,
  DURATION,
  type TakenTime,
  type FiguresDimension,
  type FiguresMeasure,
  MEASURE,
  MILESTONE,
  type CohortMilestone,
} from './figure-words.js';

type FiguresQuery = NonNullable<paths['/api/analytics/timeseries']['get']['parameters']['query']>;

/** Filters by words of a closed list, of which several may be asked for, in the order in which they are offered. */
export const wordFilters = {
  status: STATUS,
  channel: CHANNEL,
  severity: SEVERITY,
  priority: PRIORITY,
  language: LANGUAGE,
  finalDecision: UPHELD,
  outcome: OUTCOME,
} as const satisfies { readonly [name in keyof FiguresQuery]?: WordList<string> };
export type ListedFilter = keyof typeof wordFilters;

/** Filters by names, whole. */
export const nameFilters = [
  'product',
  'issue',
  'rootCause',
  'organizationUnit',
  'team',
] as const satisfies readonly (keyof FiguresQuery)[];
export type NameFilter = (typeof nameFilters)[number];

export const FILTER: Readonly<Record<ListedFilter | NameFilter, DeskTextKey>> = {
  status: 'desk.fact.status',
  channel: 'desk.fact.channel',
  severity: 'desk.fact.severity',
  priority: 'desk.fact.priority',
  language: 'desk.fact.language',
  finalDecision: 'desk.field.decision',
  outcome: 'desk.field.outcome',
  product: 'desk.fact.product',
  issue: 'desk.fact.issue',
  rootCause: 'desk.field.root-cause',
  organizationUnit: 'desk.fact.unit',
  team: 'desk.fact.team',
};

/** The complaints that figures are about, as the API is asked for them. */
export type FiguresFilters = Pick<FiguresQuery, ListedFilter | NameFilter>;

/** With which earlier time figures are compared: the one just before, or the same a year ago. */
export const COMPARISON = {
  before: 'desk.figures.compare-before',
  'year-ago': 'desk.figures.compare-year',
} as const satisfies WordList<string>;
export type EarlierTime = keyof typeof COMPARISON;

/** What the explorer is asked to show. */
export interface ExplorerSearch {
  readonly measure?: FiguresMeasure;
  readonly bucket?: Bucket;
  readonly by?: FiguresDimension;
  readonly duration?: TakenTime;
  readonly milestone?: CohortMilestone;
}

/** What the address of the figures says; days as the API has them. */
export interface FiguresSearch extends FiguresFilters, ExplorerSearch {
  /** One that comes with the application, or the id of a saved one. */
  readonly dashboard?: string;
  readonly from?: string;
  readonly to?: string;
  readonly compare?: EarlierTime;
}

/** The part of an address that filters. */
export function filtersIn(search: FiguresSearch): FiguresFilters {
  const names = Object.keys(FILTER) as (keyof typeof FILTER)[];
  return Object.fromEntries(names.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])));
}

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

function filtersOf(values: SearchValues): FiguresFilters {
  const several = (name: string): readonly string[] => [values[name] ?? []].flat();
  const words = Object.entries<WordList<string>>(wordFilters).map(
    ([name, list]) => [name, several(name).filter((word) => isWordOf(list, word))] as const,
  );
  const names = nameFilters.map((name) => [name, several(name).filter((value) => value !== '')] as const);
  return Object.fromEntries([...words, ...names].filter(([, found]) => found.length > 0));
}

/** Reads the address of the figures; whatever else it says is ignored. */
export function figuresSearchOf(values: SearchValues): FiguresSearch {
  const { dashboard, from, to, compare, measure, bucket, by, duration, milestone } = values;
  return {
    ...filtersOf(values),
    ...(typeof dashboard === 'string' && { dashboard }),
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
    ...(isWordOf(COMPARISON, compare) && { compare }),
    ...(isWordOf(MEASURE, measure) && { measure }),
    ...(isWordOf(BUCKET, bucket) && { bucket }),
    ...(isWordOf(DIMENSION, by) && { by }),
    ...(isWordOf(DURATION, duration) && { duration }),
    ...(isWordOf(MILESTONE, milestone) && { milestone }),
  };
}
