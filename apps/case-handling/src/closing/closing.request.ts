import { closingOutcomes, type ClosingOutcome } from '@redress/contracts';
import { CommandRequest, ReasonRequest, Text } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

export class CloseRequest extends CommandRequest {
  @IsIn(closingOutcomes)
  outcome!: ClosingOutcome;

  @IsOptional()
  @Text(4000)
  comment?: string;
}

export class ReferRequest extends ReasonRequest {
  /** A body outside the organization. */
  @Text(200)
  to!: string;
}
