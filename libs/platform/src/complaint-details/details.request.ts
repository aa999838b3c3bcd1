import { channels, languages, type Channel, type Language } from '@redress/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { ObjectOf } from '../validation/nested.js';
import { Text } from '../validation/text.js';
import { ComplainantRequest } from './complainant.request.js';
import { MatterRequest } from './matter.request.js';

/** The particulars of a receipt (clause 7.2), which are told when it is lodged and may be corrected later, by the same rules. */
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
