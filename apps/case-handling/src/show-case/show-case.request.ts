import { AtLeastQuery, IsInstant, Problem, WholeNumberInQuery } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import type { CaseMoment } from './show-case.query.js';

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

/** The moment that a request asks for. Refuses two at once. */
export function momentOf({ at, atRevision, atLeast }: ShowCaseRequest): CaseMoment {
  if (at !== undefined && atRevision !== undefined) throw new Problem('one-moment-only', { pointer: '#/at' });
  if (atRevision !== undefined) return { kind: 'revision', revision: atRevision };
  if (at !== undefined) return { kind: 'instant', instant: new Date(at).toISOString() };
  return { kind: 'now', ...(atLeast !== undefined && { atLeast }) };
}
