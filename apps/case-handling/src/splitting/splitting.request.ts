import { concerns, type Concern } from '@redress/contracts';
import { MatterRequest, Text } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

/** What becomes a complaint of its own. What is not said of its matter is as it is known of this one. */
export class SplitRequest extends MatterRequest {
  /** What the complainant said of this matter. */
  @Text(20_000)
  description!: string;

  @IsOptional()
  @Text(4000)
  desiredOutcome?: string;

  @IsOptional()
  @IsIn(concerns)
  concern?: Concern;
}
