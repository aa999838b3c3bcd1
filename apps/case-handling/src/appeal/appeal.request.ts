import { upheldAnswers, type Upheld } from '@redress/contracts';
import { CommandRequest, Text } from '@redress/platform';
import { IsIn } from 'class-validator';

export class LodgeAppealRequest extends CommandRequest {
  /** Why the complainant does not agree. */
  @Text(4000)
  grounds!: string;
}

export class StateFinalPositionRequest extends CommandRequest {
  @Text(4000)
  text!: string;
}

export class RecordReferralOutcomeRequest extends CommandRequest {
  @IsIn(upheldAnswers)
  outcome!: Upheld;

  /** The outside body that decided. */
  @Text(200)
  by!: string;

  @Text(4000)
  summary!: string;
}
