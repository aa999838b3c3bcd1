import { languages, preferredChannels, type Language, type PreferredChannel } from '@redress/contracts';
import { CommandRequest, IsWord, Text } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

export class AddInformationRequest extends CommandRequest {
  @Text(4000)
  text!: string;

  /** The question that it answers. */
  @IsOptional()
  @IsWord()
  request?: string;
}

/** A complainant may say why, and need not. */
export class AnswerDecisionRequest extends CommandRequest {
  @IsOptional()
  @Text(4000)
  comment?: string;
}

export class AppealRequest extends CommandRequest {
  /** Why the complainant does not agree. */
  @Text(4000)
  grounds!: string;
}

/** What is left out stays as it is. */
export class StatePreferencesRequest extends CommandRequest {
  @IsOptional()
  @IsIn(languages)
  language?: Language;

  /** Used where the complaint holds an address for it. */
  @IsOptional()
  @IsIn(preferredChannels)
  preferredChannel?: PreferredChannel;
}

/** A complainant may give a reason, and need not. */
export class WithdrawRequest extends CommandRequest {}
