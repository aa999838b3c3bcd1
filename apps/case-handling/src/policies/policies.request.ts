import { channels, languages, type Channel, type Language } from '@redress/contracts';
import { Text, WholeNumber } from '@redress/platform';
import { IsIn, IsObject, IsOptional } from 'class-validator';

export class DraftPolicyRequest {
  /** One version of the policy, as `libs/contracts/schemas/policy.v2.json` describes it. */
  @IsObject()
  policy!: object;
}

export class PolicyVersionRequest {
  /** The number after the @. */
  @WholeNumber(1, 999_999)
  version!: number;
}

/** For which complaint, and in which language; `Accept-Language` unless it is said. */
export class PublicPolicyRequest {
  @IsOptional()
  @IsIn(languages)
  language?: Language;

  @IsOptional()
  @Text(200)
  product?: string;

  @IsOptional()
  @IsIn(channels)
  channel?: Channel;

  @IsOptional()
  @Text(200)
  jurisdiction?: string;

  @IsOptional()
  @Text(200)
  complainantType?: string;
}
