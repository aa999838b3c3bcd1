import { type Channel, channels, type Concern, concerns, type Language, languages } from '@redress/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { IsEmailAddress, IsPlainDate, Text } from '../validation/field-rules.js';
import { ObjectOf } from '../validation/read-request.js';
import { CommandRequest } from './command-request.js';

/** Details of the complainant, as far as they were given; in a correction, only the fields to correct. */
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

/** The matter of a complaint and when it happened (clause 7.2), used to lodge, correct and split. */
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

/** Details recorded at receipt (clause 7.2). Lodging and correction validate them by the same rules. */
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

  @IsOptional()
  @Text(4000)
  desiredOutcome?: string;

  /** Jurisdiction of the complaint; used to choose the policy. */
  @IsOptional()
  @Text(200)
  jurisdiction?: string;

  /** Market segment of the complainant; used to choose the policy. */
  @IsOptional()
  @Text(200)
  complainantType?: string;

  /** Type of the matter; `employment` and `external-dispute` are also received, to be referred. */
  @IsOptional()
  @IsIn(concerns)
  concern?: Concern;
}
