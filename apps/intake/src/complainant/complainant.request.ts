import { Text } from '@redress/platform';
import { IsOptional } from 'class-validator';

export class AddInformationRequest {
  @Text(4000)
  text!: string;
}

/** A complainant may say why, and need not. */
export class AnswerDecisionRequest {
  @IsOptional()
  @Text(4000)
  comment?: string;
}

export class WithdrawRequest {
  @IsOptional()
  @Text(4000)
  reason?: string;
}
