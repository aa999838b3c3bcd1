import {
  NAME_LENGTH_MAX,
  REMEDIES_MAX,
  TEXT_LENGTH_MAX,
  channels,
  closingOutcomes,
  upheldAnswers,
  type Channel,
  type ClosingOutcome,
  type Upheld,
} from '@redress/contracts';
import { CommandRequest, ListOf, ReasonRequest, Text, WholeNumber, type CommandRoutes } from '@redress/platform';
import { ArrayNotEmpty, IsIn, IsOptional } from 'class-validator';
import { RemedyRequest } from './decision.routes.js';
import { REVISION_MAX } from './investigation.routes.js';

export class CloseRequest extends CommandRequest {
  @IsIn(closingOutcomes)
  outcome!: ClosingOutcome;

  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  comment?: string;
}

export class ReferRequest extends ReasonRequest {
  /** A body outside the organization. */
  @Text(NAME_LENGTH_MAX)
  to!: string;
}

export class RecordReferralOutcomeRequest extends CommandRequest {
  @IsIn(upheldAnswers)
  outcome!: Upheld;

  /** The outside body that decided. */
  @Text(NAME_LENGTH_MAX)
  by!: string;

  @Text(TEXT_LENGTH_MAX)
  summary!: string;
}

export class RecordAwardRequest extends CommandRequest {
  /** The outside body that made the decision. */
  @Text(NAME_LENGTH_MAX)
  by!: string;

  @Text(TEXT_LENGTH_MAX)
  summary!: string;

  @ListOf(() => RemedyRequest, REMEDIES_MAX)
  @ArrayNotEmpty()
  remedies!: RemedyRequest[];
}

/** How the complainant withdrew: the channel, and the words, a file or a message. */
export class RecordWithdrawalRequest extends ReasonRequest {
  /** The way by which the complainant said so. */
  @IsOptional()
  @IsIn(channels)
  channel?: Channel;

  /** What the complainant said or wrote. */
  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  words?: string;

  /** A file of the complaint that shows it. */
  @IsOptional()
  @Text(NAME_LENGTH_MAX)
  attachment?: string;

  /** Revision of the entry of the complaint whose words show it, as its history has it. */
  @IsOptional()
  @WholeNumber(0, REVISION_MAX)
  message?: number;
}

/** Closing and reopening a complaint (ISO 10002:2018, 7.9). */
export const closingRoutes = {
  close: {
    request: CloseRequest,
    summary:
      'For `options-exhausted` the comment says which inside and outside options the complainant was told of. For `out-of-scope` it tells the ' +
      'complainant why: the first who sends it proposes the end, as a task for supervisors, and one of them who is another person ends the ' +
      'complaint by sending it too, without a comment in the words of the proposal.',
  },
  reopen: {
    request: ReasonRequest,
    summary: 'Takes a closed, withdrawn or referred complaint up again.',
  },
  refer: {
    request: ReferRequest,
    summary:
      'Hands a complaint to the body outside that can resolve it; the complainant is told which, and the reason.',
  },
  'record-referral-outcome': {
    request: RecordReferralOutcomeRequest,
    summary: 'Records what an outside body decided.',
  },
  'record-award': {
    request: RecordAwardRequest,
    summary:
      'Records what an outside body awarded. Its remedies take the place of those promised before; the complaint is closed once they are delivered.',
  },
  withdraw: {
    request: RecordWithdrawalRequest,
    summary:
      'Records that the complainant withdrew: by which channel, with the words, a file or a message that shows it. The complainant is told, ' +
      'and can object.',
  },
} satisfies CommandRoutes;
