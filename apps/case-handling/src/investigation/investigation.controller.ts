import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandMeta, CommandRoute, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import {
  AddEvidenceRequest,
  AddInformationRequest,
  AddNoteRequest,
  RecordFindingRequest,
  RecordInterviewRequest,
  RequestInformationRequest,
} from './investigation.request.js';

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

  @CommandRoute('request-information', {
    summary: 'Asks the complainant something, who reads it where they follow the complaint.',
  })
  requestInformation(
    @Reference() reference: string,
    @Body() request: RequestInformationRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'request-information', request, meta));
  }

  @CommandRoute('add-information', {
    summary: 'Writes down what the complainant said in another way, and which question it answers.',
  })
  addInformation(
    @Reference() reference: string,
    @Body() request: AddInformationRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'add-information', request, meta));
  }

  @CommandRoute('add-evidence', { summary: 'Adds what shows what happened, with the digest of its content.' })
  addEvidence(
    @Reference() reference: string,
    @Body() request: AddEvidenceRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'add-evidence', request, meta));
  }

  @CommandRoute('record-interview', { summary: 'Records who was heard, when, and what they said.' })
  recordInterview(
    @Reference() reference: string,
    @Body() request: RecordInterviewRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'record-interview', request, meta));
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
