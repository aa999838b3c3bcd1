import { remedyKinds, upheldAnswers, type RemedyKind, type Upheld } from '@redress/contracts';
import { CommandRequest, IsMoney, IsPlainDate, ListOf, Text } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

export class RemedyRequest {
  @IsIn(remedyKinds)
  kind!: RemedyKind;

  @IsOptional()
  @IsMoney()
  amount?: { value: string; currency: string };

  @IsOptional()
  @Text(4000)
  description?: string;

  @IsOptional()
  @IsPlainDate()
  dueOn?: string;
}

export class ProposeResponseRequest extends CommandRequest {
  @IsIn(upheldAnswers)
  decision!: Upheld;

  @Text(4000)
  explanation!: string;

  @ListOf(() => RemedyRequest, 20)
  remedies!: RemedyRequest[];

  /** The organization's own category of response: statistics group by it. */
  @IsOptional()
  @Text(200)
  responseKind?: string;
}

export class ApproveResponseRequest extends CommandRequest {
  @IsOptional()
  @Text(4000)
  comment?: string;
}

export class ReturnResponseRequest extends CommandRequest {
  @Text(4000)
  comment!: string;
}
