import { TEXT_LENGTH_MAX } from '@redress/contracts';
import { CommandRequest, Text, type CommandRoutes } from '@redress/platform';

export class LodgeAppealRequest extends CommandRequest {
  /** Why the complainant disagrees. */
  @Text(TEXT_LENGTH_MAX)
  grounds!: string;
}

export class StateFinalPositionRequest extends CommandRequest {
  @Text(TEXT_LENGTH_MAX)
  text!: string;
}

/** Steps after a decision that was not accepted (ISO 10002:2018, 7.9). */
export const appealRoutes = {
  'lodge-appeal': {
    request: LodgeAppealRequest,
    summary:
      'For an appeal that came by telephone or letter: the next stage begins, by another person where the policy says so.',
  },
  'state-final-position': {
    request: StateFinalPositionRequest,
    summary: 'The last word of the organization, after its last stage.',
  },
} satisfies CommandRoutes;
