import { IsPlainDate, ReadAs } from '@redress/platform';
import { ArrayMaxSize, ArrayUnique, IsIn, IsOptional } from 'class-validator';

/** What a summary can be grouped by; `responseKind` and `issue` are the organization's own categories. */
export const DIMENSIONS = [
  'month',
  'week',
  'day',
  'product',
  'issue',
  'concern',
  'scope',
  'channel',
  'status',
  'severity',
  'decision',
  'responseKind',
  'rootCause',
  'organizationUnit',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** `?from=2026-01-01&to=2026-12-31&groupBy=product,channel`: days of receipt in UTC, both inclusive. */
export class SummaryRequest {
  @IsOptional()
  @IsPlainDate()
  from?: string;

  @IsOptional()
  @IsPlainDate()
  to?: string;

  @IsOptional()
  @ReadAs((value) => (typeof value === 'string' ? value.split(',') : value))
  @IsIn(DIMENSIONS, { each: true })
  @ArrayMaxSize(2)
  @ArrayUnique()
  groupBy?: Dimension[];
}
