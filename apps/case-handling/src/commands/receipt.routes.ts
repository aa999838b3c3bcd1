import {
  type Channel,
  channels,
  NAME_LENGTH_MAX,
  type ResendChannel,
  resendChannels,
  TEXT_LENGTH_MAX,
} from '@redress/contracts';
import {
  CommandRequest,
  type CommandRoutes,
  DetailsRequest,
  IsEmailAddress,
  IsVersion,
  ObjectOf,
  ReasonRequest,
  Text,
} from '@redress/platform';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { IssueTrackingCode, trackingCodeSchema } from '../tracking-code/issue-tracking-code.command.js';

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

/** The person the complaint is for; only the fields to correct. Their consent is recorded by `record-consent`. */
export class PrincipalRequest {
  @IsOptional()
  @Text(200)
  name?: string;

  @IsOptional()
  @Text(200)
  relationship?: string;
}

/** Details to correct; those that are absent stay. */
export class CorrectDetailsRequest extends DetailsRequest {
  @IsOptional()
  @Text(20_000)
  description?: string;

  @IsOptional()
  @ObjectOf(() => PrincipalRequest)
  onBehalfOf?: PrincipalRequest;

  /** The complainant complains for nobody else after all. */
  @IsOptional()
  @IsIn([true])
  forThemselves?: true;
}

/** The policy that a supervisor chooses, with a reason. */
export class ChoosePolicyRequest extends CommandRequest {
  /** A published version. */
  @IsVersion()
  policy!: string;
}

export class ResendMessageRequest extends CommandRequest {
  /** Id of a message to the complainant that did not arrive, as the case lists it. */
  @Text(NAME_LENGTH_MAX)
  messageId!: string;

  /** The only way to use; default: the complainant's choice, as for any message. */
  @IsOptional()
  @IsIn(resendChannels)
  channel?: ResendChannel;

  /** The right address, which holds for later messages as well. */
  @IsOptional()
  @IsEmailAddress()
  email?: string;

  @IsOptional()
  @Text(NAME_LENGTH_MAX)
  phone?: string;

  @IsOptional()
  @Text(TEXT_LENGTH_MAX)
  postalAddress?: string;
}

/** Why there is a new code, and who is told it. */
export class IssueTrackingCodeRequest extends ReasonRequest {
  /** Whether the code is sent to the complainant's address on file and not shown to you. Default: false. */
  @IsOptional()
  @IsBoolean()
  toComplainant?: boolean;
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
    request: CorrectDetailsRequest,
    summary:
      'What was said before stays in the history; messages go by the corrected details, and the policy that they lead to applies from then on.',
  },
  'choose-policy': {
    request: ChoosePolicyRequest,
    summary: 'Puts the complaint under another policy, with a reason. Its clocks count as if it had always applied.',
  },
  resend: {
    request: ResendMessageRequest,
    summary:
      'Sends a message again that did not arrive: by the same way or another, to the same address or the right one.',
  },
  'issue-tracking-code': {
    request: IssueTrackingCodeRequest,
    send: (reference, request, meta) => new IssueTrackingCode(reference, request, meta),
    summary:
      'Makes a new tracking code for a complainant who lost theirs, which stops working at once; the reason says how you knew the ' +
      'complainant. It is sent to the complainant, or told you: then what is done with it is recorded as done with a code that you were ' +
      'shown.',
    answer: {
      description: 'Issued. A code for you to hand on is told here and nowhere else.',
      schema: trackingCodeSchema,
    },
  },
} satisfies CommandRoutes;
