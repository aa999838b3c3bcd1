import type { paths } from '@redress/api-client';
import type { SearchValues } from '../address.js';
import { isWordOf, type WordList } from '../words.js';

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

/** Of the dimensions of the API, those that a first look asks for. */
export type FiguresDimension = Extract<
  NonNullable<ParetoQuery['by']>,
  'product' | 'rootCause' | 'channel' | 'organizationUnit' | 'status' | 'decision' | 'severity'
>;
export const DIMENSION: WordList<FiguresDimension> = {
  product: 'desk.fact.product',
  rootCause: 'desk.field.root-cause',
  channel: 'desk.fact.channel',
  organizationUnit: 'desk.fact.unit',
  status: 'desk.fact.status',
  decision: 'desk.field.decision',
  severity: 'desk.fact.severity',
};

/** What the address of the figures says; days as the API has them. */
export interface FiguresSearch {
  readonly from?: string;
  readonly to?: string;
  readonly measure?: FiguresMeasure;
  readonly bucket?: Bucket;
  readonly by?: FiguresDimension;
}

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** Reads the address of the figures; whatever else it says is ignored. */
export function figuresSearchOf({ from, to, measure, bucket, by }: SearchValues): FiguresSearch {
  return {
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
    ...(isWordOf(MEASURE, measure) && { measure }),
    ...(isWordOf(BUCKET, bucket) && { bucket }),
    ...(isWordOf(DIMENSION, by) && { by }),
  };
}
