import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { Allow, Answers, Caller, IfMatch, listOf, objectSchema, Refuses, withRevision } from '@redress/platform';
import type { FastifyReply } from 'fastify';
import { historySchema, ReportRequest, reportSchema } from './report.js';
import { type AnsweredSending, Reports, type ScheduledReport } from './reports.js';

const reportsSchema = objectSchema({ items: listOf(reportSchema) }, { title: 'ScheduledReports' });

const ID = ApiParam({ name: 'id', description: 'As the list gives it.', type: String });

@Controller('analytics/reports')
export class ReportsController {
  constructor(private readonly reports: Reports) {}

  @Get()
  @Allow('view-analytics')
  @ApiOperation({ summary: "The caller's scheduled reports; those of all, for whoever oversees reports." })
  @Answers(200, 'By their names.', reportsSchema)
  async list(@Caller() caller: Caller): Promise<{ readonly items: readonly ScheduledReport[] }> {
    return { items: await this.reports.list(caller) };
  }

  @Post()
  @Allow('view-analytics')
  @ApiOperation({ summary: 'Schedules a report by e-mail, as PDF and CSV.' })
  @Answers(201, 'The report, its revision as ETag.', reportSchema)
  @Refuses(409, 'The caller has 20 reports, or there are 200.')
  async add(
    @Body() request: ReportRequest,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScheduledReport> {
    return withRevision(await this.reports.add(caller, request), reply);
  }

  @Put(':id')
  @Allow('view-analytics')
  @ApiOperation({ summary: 'Replaces a scheduled report. What was sent is not sent again.' })
  @ID
  @Answers(200, 'The report, its revision as ETag.', reportSchema)
  @Refuses(404, 'There is no such report for the caller.')
  async replace(
    @Param('id') id: string,
    @Body() request: ReportRequest,
    @IfMatch() ifMatch: number | undefined,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ScheduledReport> {
    return withRevision(await this.reports.replace(caller, id, request, ifMatch), reply);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('view-analytics')
  @ApiOperation({ summary: 'Deletes a scheduled report with its history.' })
  @ID
  @ApiResponse({ status: 204, description: 'It is deleted.' })
  @Refuses(404, 'There is no such report for the caller.')
  remove(@Param('id') id: string, @IfMatch() ifMatch: number | undefined, @Caller() caller: Caller): Promise<void> {
    return this.reports.remove(caller, id, ifMatch);
  }

  @Post(':id/send-now')
  @HttpCode(202)
  @Allow('view-analytics')
  @ApiOperation({ summary: 'Sends the report of the last period that is over, also where it was sent before.' })
  @ID
  @Answers(202, 'The report, which is being sent.', reportSchema)
  @Refuses(404, 'There is no such report for the caller.')
  @Refuses(409, 'It is being sent already.')
  sendNow(@Param('id') id: string, @Caller() caller: Caller): Promise<ScheduledReport> {
    return this.reports.sendNow(caller, id);
  }

  @Get(':id/history')
  @Allow('view-analytics')
  @ApiOperation({ summary: 'The last 40 times that a report was sent, and how each ended for each recipient.' })
  @ID
  @Answers(200, 'Newest first.', historySchema)
  @Refuses(404, 'There is no such report for the caller.')
  async history(
    @Param('id') id: string,
    @Caller() caller: Caller,
  ): Promise<{ readonly items: readonly AnsweredSending[] }> {
    return { items: await this.reports.history(caller, id) };
  }
}
