import { Body, Controller, Get, Param, Post, Put, Res } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import { Allow, Answers, Caller, IfMatch, listOf, objectSchema, Refuses, withRevision } from '@redress/platform';
import type { FastifyReply } from 'fastify';
import { type ReplyTemplate, ReplyTemplateRequest, replyTemplateSchema } from './reply-template.js';
import { ReplyTemplates } from './reply-templates.js';

const templatesSchema = objectSchema({ items: listOf(replyTemplateSchema) }, { title: 'ReplyTemplates' });

const ID = ApiParam({ name: 'id', description: 'As the list gives it.', type: String });

@Controller('cases')
export class ReplyTemplatesController {
  constructor(private readonly templates: ReplyTemplates) {}

  @Get('reply-templates')
  @Allow('manage-reply-templates')
  @ApiOperation({ summary: 'Every template of a reply, the archived ones included.' })
  @Answers(200, 'All of them.', templatesSchema)
  async list(): Promise<{ readonly items: readonly ReplyTemplate[] }> {
    return { items: await this.templates.list() };
  }

  @Get('reply-templates/:id')
  @Allow('manage-reply-templates')
  @ApiOperation({ summary: 'The versions of a template, newest first.' })
  @ID
  @Answers(200, 'The last 20, and the one that came with the application.', templatesSchema)
  @Refuses(404, 'There is no such template.')
  async versions(@Param('id') id: string): Promise<{ readonly items: readonly ReplyTemplate[] }> {
    return { items: await this.templates.versions(id) };
  }

  @Post('reply-templates')
  @Allow('manage-reply-templates')
  @ApiOperation({ summary: 'Adds a template of a reply, which handlers fill in on a case.' })
  @Answers(201, 'The template, its revision as ETag.', replyTemplateSchema)
  @Refuses(409, 'There are 100 templates.')
  async add(
    @Body() request: ReplyTemplateRequest,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReplyTemplate> {
    return withRevision(await this.templates.add(caller, request), reply);
  }

  @Put('reply-templates/:id')
  @Allow('manage-reply-templates')
  @ApiOperation({ summary: 'Saves a new version of a template, or archives it.' })
  @ID
  @Answers(200, 'The template, its revision as ETag.', replyTemplateSchema)
  @Refuses(404, 'There is no such template.')
  async replace(
    @Param('id') id: string,
    @Body() request: ReplyTemplateRequest,
    @IfMatch() ifMatch: number | undefined,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReplyTemplate> {
    return withRevision(await this.templates.replace(caller, id, request, ifMatch), reply);
  }
}
