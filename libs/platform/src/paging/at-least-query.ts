import { IsOptional } from 'class-validator';
import { WholeNumberInQuery } from '../validation/whole-number.js';

const REVISION_MAX = 1_000_000_000;

/** How a query about one complaint asks to see the caller's own write. */
export class AtLeastQuery {
  /** The revision that a command answered with. */
  @IsOptional()
  @WholeNumberInQuery(0, REVISION_MAX)
  atLeast?: number;
}
