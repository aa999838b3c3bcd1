import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  CommandMeta,
  CommandRoute,
  DecideOnComplaint,
  DetailsRequest,
  Reference,
  type CommandAnswer,
} from '@redress/platform';
import { RecordConsentRequest } from './record-consent.request.js';

/**
 * What is learnt of the receipt later: what was written down wrongly, and whether the person concerned agrees. The description is the
 * complainant's own and is not corrected.
 */
@Controller('cases/:reference')
export class CorrectionsController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('correct-details', {
    summary: 'What was said before stays in the history; messages go by the corrected details.',
  })
  correct(
    @Reference() reference: string,
    /** Only what was wrong, with what it should say. */
    @Body() request: DetailsRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'correct-details', request, meta));
  }

  @CommandRoute('record-consent', {
    summary: 'Whether the person on whose behalf somebody complains agrees. Without it no decision is communicated.',
  })
  recordConsent(
    @Reference() reference: string,
    @Body() request: RecordConsentRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'record-consent', request, meta));
  }
}
