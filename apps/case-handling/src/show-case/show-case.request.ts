import { AtLeastQuery, IsInstant, WholeNumberInQuery } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

/**
 * `?atRevision=3` or `?at=2026-11-05T10:00:00.000Z` shows the case as it was then; `?atLeast=7` waits for one's own write;
 * `?with=possible-duplicates` also names the other complaints that may be the same, for those who may see who complained.
 */
export class ShowCaseRequest extends AtLeastQuery {
  @IsOptional()
  @WholeNumberInQuery(0, 1_000_000)
  atRevision?: number;

  @IsOptional()
  @IsInstant()
  at?: string;

  @IsOptional()
  @IsIn(['possible-duplicates'])
  with?: 'possible-duplicates';
}
