import { IsWord, objectSchema, orNull } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import { FiguresRequest } from './question.js';
import {
  clockShare,
  counted,
  type Share,
  shareNames,
  type ShareOf,
  shares,
  valueOf,
  type ShareName,
} from './shares.js';

/** What a series can show: how many were received, the share of the runs of a clock that ended in time, and each of {@link shares}. */
export const measures = ['received', 'clockInTime', ...shareNames] as const;
export type MeasureName = 'received' | 'clockInTime' | ShareName;

/** A measure; `clock` names the clock of `clockInTime`, which counts all of them without it. */
export interface Measured {
  readonly measure: MeasureName;
  readonly clock?: string;
}

/** A question about one measure. Default: how many were received. */
export class MeasureRequest extends FiguresRequest {
  @IsOptional()
  @IsIn(measures)
  measure?: MeasureName;

  /** A clock of the policies, for `clockInTime`. Default: all of them. */
  @IsOptional()
  @IsWord()
  clock?: string;
}

export function measuredBy({ measure = 'received', clock }: MeasureRequest): Measured {
  return { measure, ...(clock !== undefined && { clock }) };
}

/** What a complaint adds to a measure. */
export function shareOf({ measure, clock }: Measured): ShareOf {
  switch (measure) {
    case 'received':
      return counted;
    case 'clockInTime':
      return clockShare(clock);
    default:
      return shares[measure];
  }
}

/** A figure as answers show it. A number of complaints has no denominator; a figure that its reader may not see has no numbers. */
export interface Figure {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  /** Too few complaints to be shown to somebody who may see figures alone. */
  readonly suppressed: boolean;
}

export function figureOf(measure: MeasureName, share: Share, suppressed: boolean): Figure {
  if (measure !== 'received' || suppressed) return figureOfShare(share, suppressed);
  return { numerator: share.numerator, denominator: null, value: share.numerator, suppressed };
}

export function figureOfShare(share: Share, suppressed: boolean): Figure {
  if (suppressed) return { numerator: null, denominator: null, value: null, suppressed };
  const { numerator, denominator } = share;
  return { numerator, denominator, value: valueOf(share), suppressed };
}

const count = orNull({ type: 'integer', minimum: 0 });

/** Properties of {@link Figure}, for the API description. */
export const figureSchema = {
  numerator: count,
  denominator: { ...count, description: 'The population; null for a number of complaints.' },
  value: orNull({ type: 'number', minimum: 0 }),
  suppressed: { type: 'boolean', description: 'Too few complaints to be shown to somebody who may see figures alone.' },
};

export const figure = objectSchema(figureSchema);
