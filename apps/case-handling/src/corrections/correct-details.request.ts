import { channels, languages, type Channel, type Language } from '@redress/domain';
import { CommandRequest, IsEmailAddress, IsPlainDate, ObjectOf, Text } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

/** The fields of the complainant that were wrong. */
export class CorrectedComplainantRequest {
  @IsOptional()
  @Text(200)
  name?: string;

  @IsOptional()
  @IsEmailAddress()
  email?: string;

  @IsOptional()
  @Text(200)
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

/** Only what was wrong, with what it should say. */
export class CorrectDetailsRequest extends CommandRequest {
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
  @ObjectOf(() => CorrectedComplainantRequest)
  complainant?: CorrectedComplainantRequest;
}
