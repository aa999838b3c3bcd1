import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandMeta, CommandRoute, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import {
  ChangeCalendarRequest,
  LengthenClockRequest,
  PauseClockRequest,
  ReportProgressRequest,
  ResumeClockRequest,
} from './clock-commands.request.js';

/** What people may do with the clocks of a complaint, as far as its policy allows, and progress reports (clause 7.3). */
@Controller('cases/:reference')
export class ClockCommandsController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('pause-clock', { summary: 'Stops clocks for a time, on grounds that the policy allows.' })
  pause(
    @Reference() reference: string,
    @Body() request: PauseClockRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'pause-clock', request, meta));
  }

  @CommandRoute('resume-clock', { summary: 'Lets clocks go on.' })
  resume(
    @Reference() reference: string,
    @Body() request: ResumeClockRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'resume-clock', request, meta));
  }

  @CommandRoute('extend-deadline', { summary: 'Gives a clock an extension, as often as the policy has one.' })
  extend(
    @Reference() reference: string,
    @Body() request: LengthenClockRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'extend-deadline', request, meta));
  }

  @CommandRoute('send-holding-reply', {
    summary: 'Records that the complainant was told why it takes longer: the second limit of the policy holds.',
  })
  hold(
    @Reference() reference: string,
    @Body() request: LengthenClockRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'send-holding-reply', request, meta));
  }

  @CommandRoute('report-progress', { summary: 'Tells the complainant how things stand.' })
  report(
    @Reference() reference: string,
    @Body() request: ReportProgressRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'report-progress', request, meta));
  }

  @CommandRoute('change-calendar', {
    summary: 'Lets open clocks count by a later version of their calendar, with a holiday announced late.',
  })
  changeCalendar(
    @Reference() reference: string,
    @Body() request: ChangeCalendarRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'change-calendar', request, meta));
  }
}
