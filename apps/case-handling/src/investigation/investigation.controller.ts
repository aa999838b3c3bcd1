import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow, CommandMeta, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import { AddNoteRequest, RecordFindingRequest } from './investigation.request.js';

/** Investigation (clause 7.6). */
@Controller('cases/:reference')
export class InvestigationController {
  constructor(private readonly commands: CommandBus) {}

  /** Adds a note for the staff, or a message that the complainant sees too. */
  @Post('add-note')
  @Allow('add-note')
  @HttpCode(200)
  addNote(
    @Reference() reference: string,
    @Body() request: AddNoteRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'add-note', request, meta));
  }

  /** Records what was found, and the root cause where it is known. */
  @Post('record-finding')
  @Allow('record-finding')
  @HttpCode(200)
  recordFinding(
    @Reference() reference: string,
    @Body() request: RecordFindingRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'record-finding', request, meta));
  }
}
