import { applyDecorators } from '@nestjs/common';
import { IsOptional } from 'class-validator';
import { Text, WholeNumberInQuery } from './validation/field-rules.js';

const REVISION_MAX = 1_000_000_000;

/** Query for one complaint that can wait for the caller's own write. */
export class AtLeastQuery {
  /** The revision that the answer to a command gave. */
  @IsOptional()
  @WholeNumberInQuery(0, REVISION_MAX)
  atLeast?: number;
}

export const PAGE_LIMIT_DEFAULT = 50;
export const PAGE_LIMIT_MAX = 200;
const CURSOR_LENGTH_MAX = 2000;

/** Maximum number of entries on a page. */
export function PageLimit(): PropertyDecorator {
  return applyDecorators(IsOptional(), WholeNumberInQuery(1, PAGE_LIMIT_MAX));
}

/** `next` of the previous page, for the same query. */
export function PageCursor(): PropertyDecorator {
  return applyDecorators(IsOptional(), Text(CURSOR_LENGTH_MAX));
}

/** Query for a list. Request classes of lists extend it. */
export class PageQuery {
  @PageLimit()
  limit: number = PAGE_LIMIT_DEFAULT;

  @PageCursor()
  cursor?: string;
}

/** One page of a list; `next` is null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}
