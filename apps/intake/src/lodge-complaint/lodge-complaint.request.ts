import { channels, concerns, languages, type Channel, type Concern, type Language } from '@redress/domain';
import { CommandRequest, IsEmailAddress, IsPlainDate, ObjectOf, Text } from '@redress/platform';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

/** Who complains. Without it the complaint is anonymous. */
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

/** The person the complaint is about, when somebody else lodges it (clause 7.2). */
export class OnBehalfOfRequest {
  @IsOptional()
  @Text(200)
  name?: string;

  @IsOptional()
  @Text(200)
  relationship?: string;

  @IsBoolean()
  consent!: boolean;
}

/** What ISO 10002 clause 7.2 asks to be recorded at receipt; only the description is required. */
export class LodgeComplaintRequest extends CommandRequest {
  @Text(20_000)
  description!: string;

  @IsOptional()
  @Text(4000)
  desiredOutcome?: string;

  @IsOptional()
  @Text(200)
  product?: string;

  @IsOptional()
  @Text(200)
  issue?: string;

  @IsOptional()
  @Text(200)
  organizationUnit?: string;

  /** Under whose law the complaint falls; policies are chosen by it. */
  @IsOptional()
  @Text(200)
  jurisdiction?: string;

  /** The market segment of the complainant; policies are chosen by it. */
  @IsOptional()
  @Text(200)
  complainantType?: string;

  /** What kind of matter it is; `employment` and `external-dispute` are received all the same, to be referred. */
  @IsOptional()
  @IsIn(concerns)
  concern?: Concern;

  @IsOptional()
  @IsPlainDate()
  happenedOn?: string;

  @IsOptional()
  @IsIn(channels)
  channel?: Channel;

  @IsOptional()
  @IsIn(languages)
  language?: Language;

  /** What was done at once; for staff to say. */
  @IsOptional()
  @Text(4000)
  immediateActionTaken?: string;

  @IsOptional()
  @Text(200)
  externalReference?: string;

  @IsOptional()
  @ObjectOf(() => ComplainantRequest)
  complainant?: ComplainantRequest;

  @IsOptional()
  @ObjectOf(() => OnBehalfOfRequest)
  onBehalfOf?: OnBehalfOfRequest;
}
