import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  CommandMeta,
  CommandRoute,
  contentAndRemarks,
  DecideOnComplaint,
  ReasonRequest,
  Reference,
  type CommandAnswer,
} from '@redress/platform';
import { DecideAboutOther } from '../other-complaint/decide-about-other.command.js';
import { MergeRequest } from './merging.request.js';

/** A complaint that goes on within an earlier one about the same, and the undoing of that (clause 7.6). */
@Controller('cases/:reference')
export class MergingController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('merge', {
    summary:
      'Handles this complaint within one that was received earlier, whose clocks hold. Both keep their histories; its complainant is told.',
  })
  merge(
    @Reference() reference: string,
    @Body() request: MergeRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    const { data, remarks } = contentAndRemarks(request);
    return this.commands.execute(new DecideAboutOther(reference, { type: 'merge', data }, meta, remarks));
  }

  @CommandRoute('unmerge', {
    summary:
      'Undoes a merge: the complaint stands where it stood, and its clocks are as though nothing had stopped them.',
  })
  unmerge(
    @Reference() reference: string,
    @Body() request: ReasonRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'unmerge', request, meta));
  }
}
