import {
  NAME_LENGTH_MAX,
  REMEDIES_MAX,
  TEXT_LENGTH_MAX,
  closingOutcomes,
  upheldAnswers,
  type ClosingOutcome,
  type Upheld,
} from '@redress/contracts';
import { CommandRequest, ListOf, ReasonRequest, Text, type CommandRoutes } from '@redress/platform';
import { ArrayNotEmpty, IsIn, IsOptional } from 'class-validator';
import { RemedyRequest } from './decision.routes.js';

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

/** Closing and reopening a complaint (ISO 10002:2018, 7.9). */
export const closingRoutes = {
  close: {
    request: CloseRequest,
    summary: 'For `options-exhausted` the comment says which inside and outside options the complainant was told of.',
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
    request: ReasonRequest,
    summary: 'Records that the complainant withdrew.',
  },
} satisfies CommandRoutes;
