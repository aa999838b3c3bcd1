import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow, CommandMeta, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import { CloseRequest, ReasonRequest, ReferRequest } from './closing.request.js';

/** Closing as clause 7.9 allows, and the other ways in which a complaint ends or begins again. */
@Controller('cases/:reference')
export class ClosingController {
  constructor(private readonly commands: CommandBus) {}

  /** For `options-exhausted` the comment says which inside and outside options the complainant was told of. */
  @Post('close')
  @Allow('close')
  @HttpCode(200)
  close(
    @Reference() reference: string,
    @Body() request: CloseRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'close', request, meta));
  }

  /** Hands a complaint that is out of scope to the body that can resolve it. */
  @Post('refer')
  @Allow('refer')
  @HttpCode(200)
  refer(
    @Reference() reference: string,
    @Body() request: ReferRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'refer', request, meta));
  }

  /** Records that the complainant withdrew. */
  @Post('withdraw')
  @Allow('withdraw')
  @HttpCode(200)
  withdraw(
    @Reference() reference: string,
    @Body() request: ReasonRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'withdraw', request, meta));
  }

  /** Takes a closed, withdrawn or referred complaint up again. */
  @Post('reopen')
  @Allow('reopen')
  @HttpCode(200)
  reopen(
    @Reference() reference: string,
    @Body() request: ReasonRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'reopen', request, meta));
  }
}
