import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  CommandMeta,
  CommandRoute,
  DecideOnComplaint,
  ReasonRequest,
  Reference,
  type CommandAnswer,
} from '@redress/platform';
import { CloseRequest, ReferRequest } from './closing.request.js';

/** Closing as clause 7.9 allows, and the other ways in which a complaint ends or begins again. */
@Controller('cases/:reference')
export class ClosingController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('close', {
    summary: 'For `options-exhausted` the comment says which inside and outside options the complainant was told of.',
  })
  close(
    @Reference() reference: string,
    @Body() request: CloseRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'close', request, meta));
  }

  @CommandRoute('refer', {
    summary:
      'Hands a complaint to the body outside that can resolve it; the complainant is told which, and the reason.',
  })
  refer(
    @Reference() reference: string,
    @Body() request: ReferRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'refer', request, meta));
  }

  @CommandRoute('withdraw', { summary: 'Records that the complainant withdrew.' })
  withdraw(
    @Reference() reference: string,
    @Body() request: ReasonRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'withdraw', request, meta));
  }

  @CommandRoute('reopen', { summary: 'Takes a closed, withdrawn or referred complaint up again.' })
  reopen(
    @Reference() reference: string,
    @Body() request: ReasonRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'reopen', request, meta));
  }
}
