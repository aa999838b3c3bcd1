import { channels, type Channel } from '@redress/contracts';
import { CommandRequest, Text, WholeNumber } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

export class CommunicateDecisionRequest extends CommandRequest {
  @IsOptional()
  @IsIn(channels)
  channel?: Channel;
}

/** What the complainant said to the decision. */
export class RecordAnswerRequest extends CommandRequest {
  @IsOptional()
  @Text(4000)
  comment?: string;
}

export class DeliverRemedyRequest extends CommandRequest {
  /** Index within the communicated decision's remedies, from 0. */
  @WholeNumber(0, 19)
  remedy!: number;

  @IsOptional()
  @Text(4000)
  evidence?: string;
}
