import { CommandRequest, Text } from '@redress/platform';
import { IsBoolean, IsOptional } from 'class-validator';

export class RecordConsentRequest extends CommandRequest {
  /** Whether the person for whom somebody else complains agrees. */
  @IsBoolean()
  given!: boolean;

  /** What shows it. */
  @IsOptional()
  @Text(4000)
  evidence?: string;
}
