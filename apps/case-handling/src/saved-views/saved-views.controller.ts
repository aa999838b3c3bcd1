import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import {
  Allow,
  Answers,
  Caller,
  IfMatch,
  instantSchema,
  IsTimeZone,
  listOf,
  objectSchema,
  Refuses,
  withRevision,
} from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { SavedViewRequest, viewSchema } from './saved-view.js';
import { SavedViews, type QueueView, type QueueViews } from './saved-views.js';

/** How the list of views is answered. */
export class ViewsRequest {
  /** Whose day it is that ends today. Default: `UTC`. */
  @IsOptional()
  @IsTimeZone()
  timeZone?: string;

  /** Whether to count the cases in each view. */
  @IsOptional()
  @IsIn(['true', 'false'])
  counts?: 'true' | 'false';
}

const viewsSchema = objectSchema(
  {
    at: instantSchema,
    items: listOf(viewSchema),
    truncated: { type: 'boolean', description: 'As in the counts of the queue.' },
  },
  { title: 'QueueViews' },
);

const ID = ApiParam({ name: 'id', description: 'As the list gives it.', type: String });

@Controller('cases')
export class SavedViewsController {
  constructor(private readonly views: SavedViews) {}

  @Get('views')
  @Allow('keep-queue-views')
  @ApiOperation({
    summary:
      "The views of the queue that the reader may use: built in, their own, and shared with them. `query` is the queue's.",
  })
  @Answers(200, 'All of them.', viewsSchema)
  list(@Query() { timeZone = 'UTC', counts }: ViewsRequest, @Caller() caller: Caller): Promise<QueueViews> {
    return this.views.list(caller, { timeZone, isCounted: counts === 'true' });
  }

  @Post('views')
  @Allow('keep-queue-views')
  @ApiOperation({
    summary:
      "Saves a view of the queue, shared with nobody, with one of the caller's teams, or, by whoever may share views, with everybody.",
  })
  @Answers(201, 'The view, its revision as ETag.', viewSchema)
  @Refuses(409, 'The caller has 50 views, or 200 are shared.')
  async add(
    @Body() request: SavedViewRequest,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueueView> {
    return withRevision(await this.views.add(caller, request), reply);
  }

  @Put('views/:id')
  @Allow('keep-queue-views')
  @ApiOperation({ summary: 'Replaces a view that the caller owns, or that is shared so that they may change it.' })
  @ID
  @Answers(200, 'The view, its revision as ETag.', viewSchema)
  @Refuses(404, 'There is no such view for the caller.')
  async replace(
    @Param('id') id: string,
    @Body() request: SavedViewRequest,
    @IfMatch() ifMatch: number | undefined,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueueView> {
    return withRevision(await this.views.replace(caller, id, request, ifMatch), reply);
  }

  @Delete('views/:id')
  @HttpCode(204)
  @Allow('keep-queue-views')
  @ApiOperation({ summary: 'Deletes a view that the caller owns, or that is shared so that they may change it.' })
  @ID
  @ApiResponse({ status: 204, description: 'It is deleted.' })
  @Refuses(404, 'There is no such view for the caller.')
  remove(@Param('id') id: string, @IfMatch() ifMatch: number | undefined, @Caller() caller: Caller): Promise<void> {
    return this.views.remove(caller, id, ifMatch);
  }
}
