import { IsOptional } from 'class-validator';
import { Text } from '../validation/text.js';
import { WholeNumberInQuery } from '../validation/whole-number.js';

export const PAGE_LIMIT_DEFAULT = 50;
export const PAGE_LIMIT_MAX = 200;
const CURSOR_LENGTH_MAX = 2000;

/** How a list is asked for. Request classes of lists extend it. */
export class PageQuery {
  /** Most entries on the page. */
  @IsOptional()
  @WholeNumberInQuery(1, PAGE_LIMIT_MAX)
  limit: number = PAGE_LIMIT_DEFAULT;

  /** `next` of the page before, for the same query. */
  @IsOptional()
  @Text(CURSOR_LENGTH_MAX)
  cursor?: string;
}

/** One page of a list; `next` is null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}
