import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandMeta, CommandRoute, Reference, type CommandAnswer } from '@redress/platform';
import { RedactMessage } from './redact-message.command.js';
import { RedactMessageRequest } from './redact-message.request.js';

/** Making the words of one message unreadable for everybody and for ever. */
@Controller('cases/:reference')
export class RedactionController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('redact-message', {
    summary: 'Makes the words of one message unreadable for ever. That there was one, by whom and when, stays.',
  })
  redact(
    @Reference() reference: string,
    @Body() request: RedactMessageRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(new RedactMessage(reference, request, meta));
  }
}
