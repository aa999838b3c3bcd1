import { TEXT_LENGTH_MAX, channels, type Channel } from '@redress/contracts';
import { CommandRequest, DetailsRequest, Text, type CommandRoutes } from '@redress/platform';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

/** By which channel the complainant was told. */
export class AcknowledgeRequest extends CommandRequest {
  @IsOptional()
  @IsIn(channels)
  channel?: Channel;
}

export class RecordConsentRequest extends CommandRequest {
  /** Whether the person for whom somebody else complains agrees. */
  @IsBoolean()
  given!: boolean;

  /** What shows it. */
  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  evidence?: string;
}

/** Receiving a complaint, and what is known of it and of who complains (ISO 10002:2018, 7.2 and 7.4). */
export const receiptRoutes = {
  acknowledge: {
    request: AcknowledgeRequest,
    summary: 'Records that the complainant was told their complaint arrived.',
  },
  'record-consent': {
    request: RecordConsentRequest,
    summary: 'Whether the person on whose behalf somebody complains agrees. Without it no decision is communicated.',
  },
  'correct-details': {
    request: DetailsRequest,
    summary: 'What was said before stays in the history; messages go by the corrected details.',
  },
} satisfies CommandRoutes;
