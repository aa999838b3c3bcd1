import { AtLeastQuery, IsInstant, WholeNumberInQuery } from '@redress/platform';
import { IsOptional } from 'class-validator';

/** `?atRevision=3` or `?at=2026-11-05T10:00:00.000Z` shows the case as it was then; `?atLeast=7` waits for one's own write. */
export class ShowCaseRequest extends AtLeastQuery {
  @IsOptional()
  @WholeNumberInQuery(0, 1_000_000)
  atRevision?: number;

  @IsOptional()
  @IsInstant()
  at?: string;
}
