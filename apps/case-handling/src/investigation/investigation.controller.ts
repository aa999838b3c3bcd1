import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandMeta, CommandRoute, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import { AddNoteRequest, RecordFindingRequest } from './investigation.request.js';

/** Investigation (clause 7.6). */
@Controller('cases/:reference')
export class InvestigationController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('add-note', { summary: 'Adds a note for the staff, or a message that the complainant sees too.' })
  addNote(
    @Reference() reference: string,
    @Body() request: AddNoteRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'add-note', request, meta));
  }

  @CommandRoute('record-finding', { summary: 'Records what was found, and the root cause where it is known.' })
  recordFinding(
    @Reference() reference: string,
    @Body() request: RecordFindingRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'record-finding', request, meta));
  }
}
