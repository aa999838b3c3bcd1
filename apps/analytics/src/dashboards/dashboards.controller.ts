import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { Allow, Answers, Caller, IfMatch, listOf, objectSchema, Refuses, withRevision } from '@redress/platform';
import type { FastifyReply } from 'fastify';
import { DashboardRequest, dashboardSchema } from './dashboard.js';
import { Dashboards, type SavedDashboard } from './dashboards.js';

const dashboardsSchema = objectSchema({ items: listOf(dashboardSchema) }, { title: 'SavedDashboards' });

const ID = ApiParam({ name: 'id', description: 'As the list gives it.', type: String });

@Controller('analytics/dashboards')
export class DashboardsController {
  constructor(private readonly dashboards: Dashboards) {}

  @Get()
  @Allow('view-analytics')
  @ApiOperation({ summary: 'The dashboards that the reader may use: their own, and shared with them.' })
  @Answers(200, 'All of them.', dashboardsSchema)
  async list(@Caller() caller: Caller): Promise<{ readonly items: readonly SavedDashboard[] }> {
    return { items: await this.dashboards.list(caller) };
  }

  @Post()
  @Allow('view-analytics')
  @ApiOperation({
    summary:
      "Saves a dashboard, shared with nobody, with one of the caller's teams, or, by whoever may share dashboards, with everybody.",
  })
  @Answers(201, 'The dashboard, its revision as ETag.', dashboardSchema)
  @Refuses(409, 'The caller has 50 dashboards, or 200 are shared.')
  async add(
    @Body() request: DashboardRequest,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedDashboard> {
    return withRevision(await this.dashboards.add(caller, request), reply);
  }

  @Put(':id')
  @Allow('view-analytics')
  @ApiOperation({ summary: 'Replaces a dashboard that the caller owns, or that is shared so that they may change it.' })
  @ID
  @Answers(200, 'The dashboard, its revision as ETag.', dashboardSchema)
  @Refuses(404, 'There is no such dashboard for the caller.')
  async replace(
    @Param('id') id: string,
    @Body() request: DashboardRequest,
    @IfMatch() ifMatch: number | undefined,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedDashboard> {
    return withRevision(await this.dashboards.replace(caller, id, request, ifMatch), reply);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('view-analytics')
  @ApiOperation({ summary: 'Deletes a dashboard that the caller owns, or that is shared so that they may change it.' })
  @ID
  @ApiResponse({ status: 204, description: 'It is deleted.' })
  @Refuses(404, 'There is no such dashboard for the caller.')
  remove(@Param('id') id: string, @IfMatch() ifMatch: number | undefined, @Caller() caller: Caller): Promise<void> {
    return this.dashboards.remove(caller, id, ifMatch);
  }
}
