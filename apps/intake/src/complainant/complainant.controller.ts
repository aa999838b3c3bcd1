import {
  languages,
  preferredChannels,
  type Language,
  type PreferredChannel,
  RATING_MAX,
  RATING_MIN,
  TEXT_LENGTH_MAX,
} from '@redress/contracts';
import { commandController, CommandRequest, IsWord, Text, WholeNumber } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';

export class AddInformationRequest extends CommandRequest {
  @Text(TEXT_LENGTH_MAX)
  text!: string;

  /** The question it answers. */
  @IsOptional()
  @IsWord()
  request?: string;
}

/** The complainant may give a reason. */
export class AnswerDecisionRequest extends CommandRequest {
  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  comment?: string;
}

export class AppealRequest extends CommandRequest {
  /** Why the complainant disagrees. */
  @Text(TEXT_LENGTH_MAX)
  grounds!: string;
}

/** Omitted fields stay unchanged. */
export class StatePreferencesRequest extends CommandRequest {
  @IsOptional()
  @IsIn(languages)
  language?: Language;

  /** Used if the complaint has an address for this channel. */
  @IsOptional()
  @IsIn(preferredChannels)
  preferredChannel?: PreferredChannel;
}

/** How the complaint was handled, whatever was decided (ISO 10002:2018, 8.3). */
export class RateSatisfactionRequest extends CommandRequest {
  /** 1 is the worst, 5 the best. */
  @WholeNumber(RATING_MIN, RATING_MAX)
  rating!: number;

  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  comment?: string;
}

/** The complainant may give a reason. */
export class WithdrawRequest extends CommandRequest {}

/** Commands of complainants on their own complaint, with the token from `POST /api/track`. */
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
  'rate-satisfaction': {
    request: RateSatisfactionRequest,
    summary: 'After the end, the complainant says how satisfied they are with how the complaint was handled.',
  },
  withdraw: { request: WithdrawRequest, summary: 'The complainant withdraws.' },
});
