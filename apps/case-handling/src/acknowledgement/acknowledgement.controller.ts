import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandMeta, CommandRoute, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import { AcknowledgeRequest } from './acknowledgement.request.js';

/** Acknowledging by hand (clause 7.4), for complainants whom no message reaches. */
@Controller('cases/:reference')
export class AcknowledgementController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('acknowledge', { summary: 'Records that the complainant was told their complaint arrived.' })
  acknowledge(
    @Reference() reference: string,
    @Body() request: AcknowledgeRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'acknowledge', request, meta));
  }
}
