import {
  languages,
  preferredChannels,
  type Language,
  type PreferredChannel,
  TEXT_LENGTH_MAX,
} from '@redress/contracts';
import { commandController, CommandRequest, IsWord, Text } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

export class AddInformationRequest extends CommandRequest {
  @Text(TEXT_LENGTH_MAX)
  text!: string;

  /** The question that it answers. */
  @IsOptional()
  @IsWord()
  request?: string;
}

/** A complainant may say why, and need not. */
export class AnswerDecisionRequest extends CommandRequest {
  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  comment?: string;
}

export class AppealRequest extends CommandRequest {
  /** Why the complainant does not agree. */
  @Text(TEXT_LENGTH_MAX)
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

/** What the complainant can do about their own complaint, with the token of `POST /api/track`. */
export const ComplainantController = commandController('track', 'complainant', {
  'add-information': { request: AddInformationRequest, summary: 'Adds what the complainant has to say.' },
  'accept-decision': {
    command: 'record-acceptance',
    request: AnswerDecisionRequest,
    summary: 'The complainant accepts the decision.',
  },
  'reject-decision': {
    command: 'record-rejection',
    request: AnswerDecisionRequest,
    summary: 'The complainant rejects the decision; the complaint stays open.',
  },
  'lodge-appeal': {
    request: AppealRequest,
    summary: 'The complainant asks for the next stage; a decision that they have not answered is rejected by that.',
  },
  'state-preferences': {
    request: StatePreferencesRequest,
    summary: 'The complainant says in which language and by which way they want to be written to from now on.',
  },
  withdraw: { request: WithdrawRequest, summary: 'The complainant withdraws.' },
});
