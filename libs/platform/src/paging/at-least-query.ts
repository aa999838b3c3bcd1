import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const REVISION_MAX = 1_000_000_000;

/** How a query about one complaint asks to see the caller's own write. */
export class AtLeastQuery {
  /** The revision that a command answered with. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(REVISION_MAX)
  atLeast?: number;
}
