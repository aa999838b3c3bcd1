import { IsOptional } from 'class-validator';
import { CommandRequest } from '../commands/command-request.js';
import { IsPlainDate } from '../validation/is-plain-date.js';
import { Text } from '../validation/text.js';

/** What a complaint is about, and when it happened (clause 7.2): of one that is lodged, corrected, or split off another. */
export class MatterRequest extends CommandRequest {
  @IsOptional()
  @Text(200)
  product?: string;

  @IsOptional()
  @Text(200)
  issue?: string;

  @IsOptional()
  @Text(200)
  organizationUnit?: string;

  @IsOptional()
  @IsPlainDate()
  happenedOn?: string;
}
