import { closingOutcomes, type ClosingOutcome } from '@redress/domain';
import { CommandRequest, IsInstant, Text } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

export class CloseRequest extends CommandRequest {
  @IsIn(closingOutcomes)
  outcome!: ClosingOutcome;

  @IsOptional()
  @Text(4000)
  comment?: string;
}

export class ReferRequest extends CommandRequest {
  /** A body outside the organization. */
  @Text(200)
  to!: string;
}

/** A command that may not go without a reason. Not a `CommandRequest`: a subclass cannot make its optional reason a required one. */
export class ReasonRequest {
  @Text(4000)
  reason!: string;

  @IsOptional()
  @IsInstant()
  occurredAt?: string;
}
