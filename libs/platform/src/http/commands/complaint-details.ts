import { type Channel, channels, type Language, languages } from '@redress/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { IsEmailAddress, IsPlainDate, Text } from '../validation/field-rules.js';
import { ObjectOf } from '../validation/read-request.js';
import { CommandRequest } from './command-request.js';

/** The complainant, as far as they gave details; in a correction, the fields that were wrong. */
export class ComplainantRequest {
  @IsOptional()
  @Text(200)
  name?: string;

  @IsOptional()
  @IsEmailAddress()
  email?: string;

  @IsOptional()
  @Text(50)
  phone?: string;

  @IsOptional()
  @Text(4000)
  postalAddress?: string;

  @IsOptional()
  @IsIn(channels)
  preferredChannel?: Channel;

  @IsOptional()
  @Text(4000)
  accessibilityNeeds?: string;
}

/** The matter of a complaint, and when it happened (clause 7.2): of one that is lodged, corrected, or split off another. */
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

/** The particulars of a receipt (clause 7.2), given when it is lodged and corrected later by the same rules. */
export class DetailsRequest extends MatterRequest {
  @IsOptional()
  @IsIn(channels)
  channel?: Channel;

  @IsOptional()
  @IsIn(languages)
  language?: Language;

  @IsOptional()
  @Text(200)
  externalReference?: string;

  @IsOptional()
  @ObjectOf(() => ComplainantRequest)
  complainant?: ComplainantRequest;
}
