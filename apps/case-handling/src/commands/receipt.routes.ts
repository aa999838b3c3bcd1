import { TEXT_LENGTH_MAX, channels, type Channel } from '@redress/contracts';
import { CommandRequest, DetailsRequest, Text, type CommandRoutes } from '@redress/platform';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

/** Channel by which the complainant was informed. */
export class AcknowledgeRequest extends CommandRequest {
  @IsOptional()
  @IsIn(channels)
  channel?: Channel;
}

export class RecordConsentRequest extends CommandRequest {
  /** Whether the person affected agrees that somebody else complains for them. */
  @IsBoolean()
  given!: boolean;

  /** Evidence of the consent. */
  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  evidence?: string;
}

/** Receipt and details of a complaint and its complainant (ISO 10002:2018, 7.2 and 7.4). */
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
