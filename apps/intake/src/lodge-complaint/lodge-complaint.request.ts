import { concerns, type Concern } from '@redress/contracts';
import { DetailsRequest, ObjectOf, Text } from '@redress/platform';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

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

/** What ISO 10002 clause 7.2 asks to be recorded at receipt; only the description is required. Without a complainant it is anonymous. */
export class LodgeComplaintRequest extends DetailsRequest {
  @Text(20_000)
  description!: string;

  @IsOptional()
  @Text(4000)
  desiredOutcome?: string;

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

  /** What was done at once; for staff to say. */
  @IsOptional()
  @Text(4000)
  immediateActionTaken?: string;

  @IsOptional()
  @ObjectOf(() => OnBehalfOfRequest)
  onBehalfOf?: OnBehalfOfRequest;
}
