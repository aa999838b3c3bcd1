import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow, CommandMeta, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import { AcknowledgeRequest } from './acknowledgement.request.js';

/** Acknowledging by hand (clause 7.4), for complainants whom no message reaches. */
@Controller('cases/:reference')
export class AcknowledgementController {
  constructor(private readonly commands: CommandBus) {}

  /** Records that the complainant was told their complaint arrived. */
  @Post('acknowledge')
  @Allow('acknowledge')
  @HttpCode(200)
  acknowledge(
    @Reference() reference: string,
    @Body() request: AcknowledgeRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'acknowledge', request, meta));
  }
}
