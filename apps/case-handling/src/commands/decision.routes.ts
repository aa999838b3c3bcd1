import {
  NAME_LENGTH_MAX,
  REMEDIES_MAX,
  TEXT_LENGTH_MAX,
  channels,
  remedyKinds,
  upheldAnswers,
  type Channel,
  type RemedyKind,
  type Upheld,
} from '@redress/contracts';
import { CommandRequest, IsMoney, IsPlainDate, ListOf, Text, WholeNumber, type CommandRoutes } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import { CommunicateDecision } from '../decision/communicate-decision.command.js';

export class RemedyRequest {
  @IsIn(remedyKinds)
  kind!: RemedyKind;

  @IsOptional()
  @IsMoney()
  amount?: { value: string; currency: string };

  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  description?: string;

  @IsOptional()
  @IsPlainDate()
  dueOn?: string;
}

export class ProposeResponseRequest extends CommandRequest {
  @IsIn(upheldAnswers)
  decision!: Upheld;

  @Text(TEXT_LENGTH_MAX)
  explanation!: string;

  @ListOf(() => RemedyRequest, REMEDIES_MAX)
  remedies!: RemedyRequest[];

  /** The organization's own category of response, by which statistics are grouped. */
  @IsOptional()
  @Text(NAME_LENGTH_MAX)
  responseKind?: string;
}

export class ApproveResponseRequest extends CommandRequest {
  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  comment?: string;
}

export class ReturnResponseRequest extends CommandRequest {
  @Text(TEXT_LENGTH_MAX)
  comment!: string;
}

export class CommunicateDecisionRequest extends CommandRequest {
  @IsOptional()
  @IsIn(channels)
  channel?: Channel;
}

/** The complainant's answer to the decision. */
export class RecordAnswerRequest extends CommandRequest {
  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  comment?: string;
}

export class DeliverRemedyRequest extends CommandRequest {
  /** Index in the remedies of the communicated decision, from 0. */
  @WholeNumber(0, REMEDIES_MAX - 1)
  remedy!: number;

  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  evidence?: string;
}

/** Proposal, review and communication of the decision, its answer, and the delivery of its remedies (ISO 10002:2018, 7.7 to 7.9). */
export const decisionRoutes = {
  'propose-response': {
    request: ProposeResponseRequest,
    summary: 'A later proposal takes the place of an earlier one that is not yet approved.',
  },
  'approve-response': {
    request: ApproveResponseRequest,
    summary: 'Never by the proposer.',
  },
  'return-response': {
    request: ReturnResponseRequest,
    summary: 'Sends the proposal back, saying what is missing; never by the proposer.',
  },
  'communicate-decision': {
    request: CommunicateDecisionRequest,
    summary: 'Tells the complainant the approved decision, in the words that decision-preview shows.',
    send: (reference, request, meta) => new CommunicateDecision(reference, request, meta),
  },
  'record-acceptance': {
    request: RecordAnswerRequest,
    summary:
      'For an answer that came by telephone or letter. Also before a decision, with the settlement as comment, while the policy lets a complaint be resolved early.',
  },
  'record-rejection': {
    request: RecordAnswerRequest,
    summary: 'A rejected decision leaves the complaint open.',
  },
  'deliver-remedy': {
    request: DeliverRemedyRequest,
    summary: 'Records that one of the promised remedies was carried out.',
  },
} satisfies CommandRoutes;
