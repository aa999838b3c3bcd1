import { channels, type Channel } from '@redress/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { IsEmailAddress } from '../validation/is-email-address.js';
import { Text } from '../validation/text.js';

/** Who complains, as far as they said; in a correction, the fields that were wrong. */
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
