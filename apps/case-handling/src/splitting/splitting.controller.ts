import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { Allow, Answers, CommandMeta, Reference, revisionHeaders } from '@redress/platform';
import { SplitComplaint, type SplitAnswer } from './split-complaint.command.js';
import { SplitRequest } from './splitting.request.js';
import { splitSchema } from './splitting.schema.js';

/** A complaint that holds two matters (clause 7.6). */
@Controller('cases/:reference')
export class SplittingController {
  constructor(private readonly commands: CommandBus) {}

  @Post('split')
  @HttpCode(200)
  @Allow('split')
  @ApiOperation({
    summary:
      'Makes one of two matters a complaint of its own: with the same complainant, and received when this one was, so that its clocks ' +
      'count from there.',
  })
  @Answers(200, 'Decided. The new complaint names where it came from.', splitSchema, revisionHeaders)
  split(
    @Reference() reference: string,
    @Body() request: SplitRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<SplitAnswer> {
    return this.commands.execute(new SplitComplaint(reference, request, meta));
  }
}
