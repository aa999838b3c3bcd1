import { channels, type Channel } from '@redress/contracts';
import { CommandRequest } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

/** By which channel the complainant was told. */
export class AcknowledgeRequest extends CommandRequest {
  @IsOptional()
  @IsIn(channels)
  channel?: Channel;
}
