import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  CommandMeta,
  CommandRoute,
  contentAndRemarks,
  DecideOnComplaint,
  Reference,
  type CommandAnswer,
} from '@redress/platform';
import { DecideAboutOther } from '../other-complaint/decide-about-other.command.js';
import { LinkRequest, UnlinkRequest } from './links.request.js';

/** Complaints that have to do with each other (clause 7.6). */
@Controller('cases/:reference')
export class LinksController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('link', {
    summary:
      'Says what another complaint has to do with this one, instead of what was said before. Both cases show it.',
  })
  link(
    @Reference() reference: string,
    @Body() request: LinkRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    const { data, remarks } = contentAndRemarks(request);
    return this.commands.execute(new DecideAboutOther(reference, { type: 'link', data }, meta, remarks));
  }

  @CommandRoute('unlink', { summary: 'Undoes a link, on both cases.' })
  unlink(
    @Reference() reference: string,
    @Body() request: UnlinkRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'unlink', request, meta));
  }
}
